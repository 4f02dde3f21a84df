import { expect, it } from "vitest";
import { nameFiles, pathBetween } from "./layout.ts";

it("names files by kind, and by name too where a folder has several of a kind", () => {
  const object = (kind: string, name: string) => ({ apiVersion: "v1", kind, metadata: { name } });
  const objects = [object("Service", "socs"), object("Deployment", "deploy"), object("Service", "srs-api-service")];
  expect([...nameFiles(objects).values()]).toEqual([
    "service-socs.yaml",
    "deployment.yaml",
    "service-srs-api-service.yaml",
  ]);
});

it("keeps file names inside their folder", () => {
  const object = (name: string) => ({ apiVersion: "v1", kind: "Role", metadata: { name } });
  expect([...nameFiles([object("../x"), object("system:a")]).values()]).toEqual([
    "role-..-x.yaml",
    "role-system-a.yaml",
  ]);
});

it("finds the way from an overlay to its base", () => {
  expect(pathBetween("environments/srs-prod/srs-edge/r5", "apps/srs-edge/base/instance")).toBe(
    "../../../../apps/srs-edge/base/instance",
  );
});
