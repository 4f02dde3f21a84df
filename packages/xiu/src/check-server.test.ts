import { expect, test } from "vitest";
import { checkServer } from "./check-server.ts";
import { originConfig } from "./roles.ts";
import { parseVersion } from "./versions.ts";

const good = originConfig({ version: parseVersion("0.14.0"), gopNum: 1, logLevel: "info", hls: { fragment: 2 } });

test("reports the version alone where the server is not known", () => {
  const broken = { ...good, rtmp: {} } as unknown as typeof good;
  expect(checkServer("0.9.0", broken).map(({ id }) => id)).toEqual(["xiu/unknown-version"]);
  expect(checkServer("0.14.9", broken).map(({ id }) => id)).toEqual([
    "xiu/unknown-patch",
    "xiu/missing-key",
    "xiu/missing-key",
  ]);
});

test("reports what that version does not read, without a place in the file", () => {
  expect(checkServer("0.14.0", good)).toEqual([]);
  expect(checkServer("0.13.0", good).map(({ what }) => what)).toEqual([
    "xiu 0.13.0 does not read hls.fragment: it came with 0.14.0.",
    "xiu 0.13.0 does not read hls.s3: it came with 0.14.0.",
  ]);
  expect(checkServer("0.13.0", good)[0]).not.toHaveProperty("at");
});

test("takes a missing authsecret for one that the pod adds", () => {
  const { authsecret: _, ...fromSecret } = good;
  expect(checkServer("0.14.0", fromSecret)).toEqual([]);
});
