import { expect, test } from "vitest";
import { groupOf, identify, isClusterScoped, isConfigMap, type KubernetesObject } from "./object.ts";

function object(apiVersion: string, kind: string): KubernetesObject {
  return { apiVersion, kind, metadata: { name: "one" } };
}

test("tells the group of an API version", () => {
  expect(groupOf(object("apps/v1", "Deployment"))).toBe("apps");
  expect(groupOf(object("v1", "Service"))).toBe("");
});

test("identifies an object by group, kind and name, whatever its version", () => {
  expect(identify(object("apps/v1", "Deployment"))).toBe("apps/Deployment one");
  expect(identify(object("apps/v1beta1", "Deployment"))).toBe("apps/Deployment one");
  expect(identify(object("v1", "Service"))).toBe("Service one");
});

test("knows a ConfigMap from another group's", () => {
  expect(isConfigMap(object("v1", "ConfigMap"))).toBe(true);
  expect(isConfigMap(object("example.com/v1", "ConfigMap"))).toBe(false);
});

test("knows what lives outside namespaces", () => {
  expect(isClusterScoped(object("v1", "PersistentVolume"))).toBe(true);
  expect(isClusterScoped(object("v1", "PersistentVolumeClaim"))).toBe(false);
});
