import type { Labels } from "@weir/kubernetes/selectors";
import { z } from "zod";
import { choice, label, text } from "./fields.ts";

/**
 * A secret by reference: its values are never in git. `keys` says in words what the Secret must hold.
 */
export function secret(description: string) {
  return z
    .strictObject({
      secretName: label({ description: "The Secret's name, in this namespace.", examples: ["stream-auth", "web-tls"] }),
      external: external.optional(),
    })
    .meta({ description });
}

const external = z
  .strictObject({
    store: label({ description: "The store's name.", examples: ["vault", "lockbox"] }),
    storeKind: choice(
      ["ClusterSecretStore", "SecretStore"],
      "Whether the store is the cluster's or the namespace's own.",
    ).default("ClusterSecretStore"),
    key: text(
      {
        description: "Where the store has it; each of its properties becomes a key of the Secret.",
        examples: ["live/stream-auth", "e6q1234567890"],
      },
      /^[A-Za-z0-9][A-Za-z0-9._/-]{0,252}$/,
      "a key is letters, digits, dots, slashes, hyphens and underscores",
    ),
  })
  .meta({ description: "Has the External Secrets Operator make the Secret. Left out, somebody else makes it." });

export type SecretReference = z.infer<ReturnType<typeof secret>>;

/** The ExternalSecret that makes it; nothing where somebody else does. */
export function externalSecrets(references: readonly (SecretReference | undefined)[], labels: Labels) {
  return references.flatMap((reference) =>
    reference?.external
      ? [
          {
            apiVersion: "external-secrets.io/v1",
            kind: "ExternalSecret",
            metadata: { name: reference.secretName, labels },
            spec: {
              refreshInterval: "1h0m0s",
              secretStoreRef: { name: reference.external.store, kind: reference.external.storeKind },
              target: { name: reference.secretName },
              dataFrom: [{ extract: { key: reference.external.key } }],
            },
          },
        ]
      : [],
  );
}
