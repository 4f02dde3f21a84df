import { describe, expect, test } from "vitest";
import { ownPorts } from "./ports.ts";
import type { NginxSettings } from "./settings.ts";
import { testConfig, testVersion, whyWithout, withoutNginx } from "./test-nginx.ts";

const base = { version: testVersion, ports: ownPorts, drain: 30 };
const folder = { ...base, root: "/html" };
const cached = { ...base, origin: { service: "socs", port: 8080, argument: "token", cache: "64Mi" } };
const options = {
  "no option": {},
  "a certificate": { tls: { secretName: "web-tls" } },
  "a certificate without HTTP/2": { tls: { secretName: "web-tls" }, http2: false },
  "an authentication request": { auth: { url: "http://auth.accounts:8080/hls", files: "all" } },
  "one about playlists": { auth: { url: "http://auth", files: "playlists" } },
  "other servers": { proxy: { "/console/": { url: "http://console.pages:3000" }, "/v1.0/a/": { url: "http://b/c/" } } },
} satisfies Record<string, Partial<NginxSettings>>;

describe.skipIf(withoutNginx)(`nginx -t${whyWithout}`, () => {
  test.each(
    Object.entries({ folder, "folder of a folder": { ...folder, folder: "live", pages: true }, cached }).flatMap(
      ([form, settings]) =>
        Object.entries(options).map(([name, option]) => [form, name, { ...settings, ...option }] as const),
    ),
  )("accepts the form %s with %s", (_, __, settings) => {
    expect(testConfig(settings)).toEqual({
      status: 0,
      stderr:
        "nginx: the configuration file /etc/nginx-hls/nginx.conf syntax is ok\n" +
        "nginx: configuration file /etc/nginx-hls/nginx.conf test is successful\n",
    });
  });
});
