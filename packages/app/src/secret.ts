import { isDeepStrictEqual } from "node:util";
import type { Path, SettingProblem } from "@weir/finding/finding";
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

/** The ExternalSecrets that make them, each Secret's once; nothing where somebody else does. */
export function externalSecrets(references: readonly (SecretReference | undefined)[], labels: Labels) {
  const made = new Map(references.flatMap((one) => (one?.external ? [[one.secretName, one.external] as const] : [])));
  return [...made].map(([secretName, { store, storeKind, key }]) => ({
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name: secretName, labels },
    spec: {
      refreshInterval: "1h0m0s",
      secretStoreRef: { name: store, kind: storeKind },
      target: { name: secretName },
      dataFrom: [{ extract: { key } }],
    },
  }));
}

/** A reference, and the setting that it is. */
interface Placed {
  readonly at: Path;
  readonly reference: SecretReference | undefined;
}

/** One Secret of an app that is to be made from two things: only one of them would be in it. */
export function checkSecrets(placed: readonly Placed[]): SettingProblem[] {
  return placed.flatMap(({ at, reference }, index): SettingProblem[] => {
    const { secretName, external } = reference ?? {};
    const first = placed
      .slice(0, index)
      .find((other) => other.reference?.secretName === secretName && other.reference?.external);
    if (!external || !first || isDeepStrictEqual(first.reference?.external, external)) return [];
    return [
      {
        id: "secrets/made-twice",
        severity: "error",
        at: [...at, "external"],
        what: `The Secret ${secretName} is made from ${external.key} of ${external.store} here, and otherwise by ${first.at.join(".")}.`,
        why: "It would hold what one of them says, and the other would serve that too.",
        fix: "write the same external in both, or another secretName here.",
      },
    ];
  });
}
