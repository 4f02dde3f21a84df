import { expect, test } from "vitest";
import { portsOf } from "./ports.ts";
import { originConfig } from "./roles.ts";
import { parseVersion } from "./versions.ts";

const good = originConfig({ version: parseVersion("0.14.0"), gopNum: 1, logLevel: "info", hls: {} });

test("knows every port, the API's too where nobody names it", () => {
  const { httpapi: _, ...config } = good;
  expect(portsOf(config)).toEqual([
    { table: "rtmp", port: 1935 },
    { table: "httpflv", port: 8081 },
    { table: "hls", port: 8080 },
    { table: "httpapi", port: 8000 },
  ]);
});
