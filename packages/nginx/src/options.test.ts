import { settingsWithoutExamples } from "@weir/app/settings-without-examples";
import { expect, test } from "vitest";
import { z } from "zod";
import { checkOptions, egressOf, nginxOptions } from "./options.ts";

const parse = (written: unknown) => z.strictObject(nginxOptions).parse(written);
const tls = { secretName: "web-tls" };

test("explains every setting and gives examples", () => {
  expect(settingsWithoutExamples(z.strictObject(nginxOptions))).toEqual([]);
});

test("finds nothing wrong with options that fit", () => {
  expect(checkOptions(parse({}), { web: true })).toEqual([]);
  expect(checkOptions(parse({ tls, http2: false }), { web: false })).toEqual([]);
});

test("says where a version is written that is none", () => {
  expect(checkOptions(parse({ version: "latest" }), { web: false, at: ["nginx"] })).toMatchObject([
    { id: "nginx/unknown-version", at: ["nginx", "version"] },
  ]);
});

test("reports a certificate that nobody sees", () => {
  expect(checkOptions(parse({ tls }), { web: true, at: ["nginx"] })).toEqual([
    {
      id: "nginx/tls-behind-web",
      severity: "error",
      at: ["nginx", "tls"],
      what: "nginx has a certificate, and viewers reach it through an address that has its own.",
      why: "Nobody would see this one, renewed or not.",
      fix: "remove tls, or use an address that carries TCP.",
    },
  ]);
});

test.each([true, false])("reports HTTP/2 without a certificate, said to be %s", (http2) => {
  expect(checkOptions(parse({ http2 }), { web: false })).toEqual([
    {
      id: "nginx/http2-without-tls",
      severity: "error",
      at: ["http2"],
      what: "HTTP/2 is for HTTPS, and there is no certificate.",
      why: "No browser speaks HTTP/2 otherwise, so players stay with HTTP/1.1.",
      fix: "write tls: {secretName: …} beside it, or remove http2.",
    },
  ]);
});

test("lets nginx call every server that it is told of, and no other", () => {
  expect(egressOf(parse({}))).toEqual([]);
  const options = parse({
    auth: { url: "http://auth.accounts:8080" },
    proxy: { "/a/": { url: "http://a", to: { apps: ["a"] } }, "/b/": { url: "http://b.c:81" } },
  });
  expect(egressOf(options)).toEqual([
    { apps: [], namespaces: ["accounts"], ports: [8080] },
    { apps: ["a"], namespaces: [], ports: [80] },
    { apps: [], namespaces: ["c"], ports: [81] },
  ]);
});
