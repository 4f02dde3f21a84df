import { expect, test } from "vitest";
import { configMap, generatorOf } from "./config-map.ts";

const files = { "srs.conf": "listen 1935;\n" };

test("names a ConfigMap as kustomize names it, with ten letters and digits of its content's hash", () => {
  expect(configMap("srs-edge-r5-config", files)).toEqual({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "srs-edge-r5-config-fbm4tgf2bm" },
    data: files,
  });
});

test("gives other content another name, whatever the order of the files", () => {
  const two = configMap("c", { a: "1", b: "2" });
  expect(configMap("c", { b: "2", a: "1" }).metadata.name).toBe(two.metadata.name);
  expect(configMap("c", { a: "1", b: "3" }).metadata.name).not.toBe(two.metadata.name);
});

test("keeps the plain name where the server reloads the file in place", () => {
  expect(configMap("srs-origin-config", files, { hash: false }).metadata.name).toBe("srs-origin-config");
});

test("finds the generator's name in the ConfigMap's own", () => {
  expect(generatorOf(configMap("srs-edge-r5-config", files))).toEqual({ name: "srs-edge-r5-config", hash: true });
  expect(generatorOf(configMap("srs-origin-config", files, { hash: false }))).toEqual({
    name: "srs-origin-config",
    hash: false,
  });
});

test("takes a hash of other content for part of the name", () => {
  const stale = { ...configMap("c", files), data: { "srs.conf": "listen 1936;\n" } };
  expect(generatorOf(stale)).toEqual({ name: stale.metadata.name, hash: false });
});
