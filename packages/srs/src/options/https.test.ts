import { expect, test } from "vitest";
import { renderConfig } from "../render-config.ts";
import { parseVersion } from "../versions.ts";
import { checkHttps, https, httpsSetting } from "./https.ts";

test("listens for TLS with the two files of a Secret, mounted to be read only", () => {
  const { httpServer, ports, servicePorts, volumes, mounts } = https(httpsSetting.parse({ secretName: "web-tls" }));
  expect(renderConfig(httpServer ?? [])).toContain(`\
https {
    enabled on;
    listen 8443;
    key /etc/srs-tls/tls.key;
    cert /etc/srs-tls/tls.crt;
}
`);
  expect({ ports, servicePorts }).toEqual({ ports: { https: 8443 }, servicePorts: { https: 443 } });
  expect(volumes).toEqual([
    {
      name: "tls",
      secret: {
        secretName: "web-tls",
        items: [
          { key: "tls.key", path: "tls.key" },
          { key: "tls.crt", path: "tls.crt" },
        ],
      },
    },
  ]);
  expect(mounts).toEqual([{ name: "tls", mountPath: "/etc/srs-tls", readOnly: true }]);
});

test("is refused without a certificate", () => {
  expect(httpsSetting.safeParse({}).error?.issues.map(({ path }) => path)).toEqual([["secretName"]]);
});

test("reports a version that sends the first certificate alone", () => {
  expect(checkHttps(parseVersion("v4.0-r5"))).toEqual([
    {
      id: "srs/tls-chain",
      severity: "warning",
      at: ["https"],
      what: "SRS 4.0.271 sends the first certificate of tls.crt and none of those that vouch for it.",
      why: "Players that do not know the issuer, as most do not, refuse to connect.",
      fix: "use 5.0.211, 6.0.122 or later, or a certificate whose issuer players trust.",
    },
  ]);
  for (const tag of ["5.0.210", "6.0.121"]) expect(checkHttps(parseVersion(tag))).toHaveLength(1);
  for (const tag of ["5.0.211", "v5.0-r3", "6.0.122", "v6.0-r0", "v7.0-a0"]) {
    expect(checkHttps(parseVersion(tag))).toEqual([]);
  }
});
