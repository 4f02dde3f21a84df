import { type SecretReference, secret } from "@weir/app/secret";
import type { SettingProblem } from "@weir/finding/finding";
import { block, directive } from "../config.ts";
import { formatVersion, isAtLeast, type SrsVersion } from "../versions.ts";
import type { Option } from "./option.ts";

/** What a Secret of the type kubernetes.io/tls holds. */
const keys = { key: "tls.key", cert: "tls.crt" } as const;
const folder = "/etc/srs-tls";
const port = 8443;

export const httpsSetting = secret(
  `Also serves HTTP over TLS (443), with the certificate of a Secret that holds ${keys.cert} and ${keys.key}.`,
);

/**
 * SRS reads the files again at each handshake (`SrsSslConnection::handshake`, srs_app_conn.cpp), so a renewed
 * certificate needs no restart.
 */
export function https({ secretName }: SecretReference): Option {
  return {
    httpServer: [
      block("https", [
        directive("enabled", "on"),
        directive("listen", port),
        directive("key", `${folder}/${keys.key}`),
        directive("cert", `${folder}/${keys.cert}`),
      ]),
    ],
    ports: { https: port },
    servicePorts: { https: 443 },
    // By their names: a pod whose Secret lacks one waits and says for what, instead of refusing every handshake.
    volumes: [{ name: "tls", secret: { secretName, items: Object.values(keys).map((key) => ({ key, path: key })) } }],
    mounts: [{ name: "tls", mountPath: folder, readOnly: true }],
  };
}

/** "Support x509 certification chain in single pem file" (trunk/doc/CHANGELOG.md); before, the first certificate alone is sent. */
const chains = ["5.0.211", "6.0.122"];

export function checkHttps(version: SrsVersion): SettingProblem[] {
  if (isAtLeast(version, chains)) return [];
  return [
    {
      id: "srs/tls-chain",
      severity: "warning",
      at: ["https"],
      what: `SRS ${formatVersion(version)} sends the first certificate of ${keys.cert} and none of those that vouch for it.`,
      why: "Players that do not know the issuer, as most do not, refuse to connect.",
      fix: `use ${chains.join(", ")} or later, or a certificate whose issuer players trust.`,
    },
  ];
}
