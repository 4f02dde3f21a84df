import { settingsWithoutExamples } from "@weir/app/settings-without-examples";
import { expect, test } from "vitest";
import { z } from "zod";
import { authSetting } from "./auth.ts";
import { backend, egressTo, targetOf } from "./backend.ts";
import { proxySetting } from "./proxy.ts";

const setting = backend("A server.");
const to = { apps: ["website"] };
const messages = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map(({ message }) => message);

test("explains every setting and gives examples", () => {
  expect(settingsWithoutExamples(z.strictObject({ setting, auth: authSetting, proxy: proxySetting }))).toEqual([]);
});

test.each([
  ["http://auth.accounts:8080/hls/check", "http://auth.accounts.$service_domain:8080", "/hls/check"],
  ["http://auth.accounts.svc", "http://auth.accounts.$service_domain:80", ""],
  ["http://website:3000/", "http://website.$own_domain:3000", "/"],
  ["http://website/~me/v1.0/", "http://website.$own_domain:80", "/~me/v1.0/"],
])("finds %s", (url, origin, path) => {
  expect(setting.safeParse({ url, to }).success).toBe(true);
  expect(targetOf({ url })).toEqual({ origin, path });
});

test.each([
  "https://auth.accounts",
  "http://auth.accounts.svc.cluster.local",
  "http://www.example.org",
  "http://203.0.113.9",
  "http://auth.accounts:0",
  "http://auth.accounts:65536",
  "http://Auth.accounts",
  "http://-auth.accounts",
  "http://auth.accounts/a?b=c",
  "http://auth.accounts/../a",
  "http://auth.accounts/.a",
  "http://user@auth.accounts",
  "http://",
  "auth.accounts",
  ...["; return 200", "{", "}", "\n", '"', "'", "$host", " ", "\\", "#", "%0a", "é"].map(
    (bad) => `http://auth.accounts/a${bad}`,
  ),
  ...[";", "{", "}", "\n", '"', "$host", " "].map((bad) => `http://auth${bad}.accounts/`),
])("refuses %j", (url) => {
  expect(messages(setting, { url, to })).toEqual([
    "a URL here is http://SERVICE:PORT/PATH or http://SERVICE.NAMESPACE:PORT/PATH, of letters, digits and - _ ~ . alone",
  ]);
});

test.each([
  "/",
  "console/",
  "/console",
  "/a//b/",
  "/a/../b/",
  "/.a/",
  "/a b/",
  "/a;/",
  "/a{/",
  "/$a/",
  '/"/',
  "/a\n/",
  "/a'/",
  "/a\\/",
])("refuses the path %j", (prefix) => {
  expect(messages(z.strictObject({ proxy: proxySetting }), { proxy: { [prefix]: { url: "http://a.b" } } })).toEqual([
    "Invalid key in record",
  ]);
  const [issue] = proxySetting.safeParse({ [prefix]: { url: "http://a.b" } }).error?.issues ?? [];
  expect((issue as z.core.$ZodIssueInvalidKey).issues.map(({ message }) => message)).toEqual([
    "a path here begins and ends with a slash, such as /console/, with letters, digits and - _ ~ . between",
  ]);
});

test("lets nginx call the pods that answer: those of the URL's namespace, or those that are named", () => {
  const url = "http://auth.accounts:8080/hls";
  expect(egressTo({ url })).toEqual({ apps: [], namespaces: ["accounts"], ports: [8080] });
  expect(egressTo({ url, to: { ports: [3000] } })).toEqual({ apps: [], namespaces: ["accounts"], ports: [3000] });
  expect(egressTo({ url: "http://website", to })).toEqual({ apps: ["website"], namespaces: [], ports: [80] });
  expect(egressTo({ url, to })).toEqual({ apps: ["website"], namespaces: [], ports: [8080] });
  expect(egressTo({ url, to: { namespaces: ["ingress"] } })).toMatchObject({ apps: [], namespaces: ["ingress"] });
});

test("refuses a Service of this namespace without a word on whose pods it has", () => {
  for (const value of [{ url: "http://website" }, { url: "http://website", to: { ports: [3000] } }]) {
    for (const schema of [setting, authSetting]) {
      expect(messages(schema, value)).toEqual([
        "for a Service of this namespace, to must name the apps whose pods answer: to: {apps: [NAME]}",
      ]);
    }
  }
});
