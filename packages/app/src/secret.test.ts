import { expect, test } from "vitest";
import { checkSecrets, externalSecrets, secret } from "./secret.ts";

const reference = secret("The certificate: tls.crt and tls.key.");

test("names a Secret and never holds its value", () => {
  expect(reference.parse({ secretName: "web-tls" })).toEqual({ secretName: "web-tls" });
  const refused = (written: unknown) => reference.safeParse(written).error?.issues.map(({ message }) => message);
  expect(refused({ secretName: "web-tls", value: "hunter2" })).toEqual(['Unrecognized key: "value"']);
  expect(refused("hunter2")).toEqual(["Invalid input: expected object, received string"]);
});

test("makes nothing for a Secret that somebody else makes, or that is not asked for", () => {
  expect(externalSecrets([undefined, { secretName: "web-tls" }], {})).toEqual([]);
});

test("has the operator bring a Secret from a store, every property of it a key", () => {
  const external = reference.parse({ secretName: "web-tls", external: { store: "lockbox", key: "live/web-tls" } });
  expect(externalSecrets([external], { app: "nginx" })).toEqual([
    {
      apiVersion: "external-secrets.io/v1",
      kind: "ExternalSecret",
      metadata: { name: "web-tls", labels: { app: "nginx" } },
      spec: {
        refreshInterval: "1h0m0s",
        secretStoreRef: { name: "lockbox", kind: "ClusterSecretStore" },
        target: { name: "web-tls" },
        dataFrom: [{ extract: { key: "live/web-tls" } }],
      },
    },
  ]);
});

test("takes a store of the namespace, and no key that is a path outside or a shell word", () => {
  const external = (written: object) =>
    reference.safeParse({ secretName: "s", external: { store: "vault", ...written } });
  expect(external({ key: "live", storeKind: "SecretStore" }).data?.external?.storeKind).toBe("SecretStore");
  expect(external({ key: "$(id)" }).error?.issues[0]?.message).toBe(
    "a key is letters, digits, dots, slashes, hyphens and underscores",
  );
});

test("makes a Secret once that two settings name, and reports one that each has made from something else", () => {
  const from = (key: string) => reference.parse({ secretName: "web-tls", external: { store: "vault", key } });
  expect(externalSecrets([from("a"), from("a")], {})).toEqual(externalSecrets([from("a")], {}));
  const both = (key: string) => [
    { at: ["https"], reference: from("a") },
    { at: ["metrics"], reference: undefined },
    { at: ["nginx", "tls"], reference: from(key) },
  ];
  expect(checkSecrets(both("a"))).toEqual([]);
  expect(checkSecrets([...both("a").slice(0, 2), { at: [], reference: { secretName: "web-tls" } }])).toEqual([]);
  expect(checkSecrets([{ at: [], reference: { secretName: "web-tls" } }, ...both("a")])).toEqual([]);
  expect(checkSecrets(both("b"))).toEqual([
    {
      id: "secrets/made-twice",
      severity: "error",
      at: ["nginx", "tls", "external"],
      what: "The Secret web-tls is made from b of vault here, and otherwise by https.",
      why: "It would hold what one of them says, and the other would serve that too.",
      fix: "write the same external in both, or another secretName here.",
    },
  ]);
});
