import { formatManifests } from "@weir/kubernetes/format-yaml";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { expect, it } from "vitest";
import { prove } from "./prove.ts";

const deployment = (image: string, ports: readonly number[] = [1935]) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "srs-edge-r5-deploy" },
  spec: { template: { spec: { containers: [{ name: "srs", image, ports }] } } },
});
const service: KubernetesObject = { apiVersion: "v1", kind: "Service", metadata: { name: "socs" } };
const path = "environments/srs-prod/srs-edge";

async function differences(model: readonly KubernetesObject[], built: string): Promise<string[]> {
  const findings = await prove("/stage", [{ path, objects: model }], async () => built, 2);
  return findings.map(({ id, where, what }) => `${where.file} ${id} ${what}`);
}

it("finds nothing where kustomize prints the model", async () => {
  const model = [deployment("srs:v6"), service];
  expect(await differences(model, formatManifests(model))).toEqual([]);
});

it("names object, path, both values", async () => {
  expect(await differences([deployment("srs:v6")], formatManifests([deployment("srs:v5")]))).toEqual([
    `${path} kustomize/not-the-model kustomize builds apps/Deployment srs-edge-r5-deploy of ${path} differently: ` +
      'spec.template.spec.containers[0].image is "srs:v5", the model says "srs:v6".',
  ]);
});

it("compares lists in order", async () => {
  expect(await differences([deployment("a", [1, 2])], formatManifests([deployment("a", [2, 1])]))).toEqual(
    [
      [0, 2, 1],
      [1, 1, 2],
    ].map(
      ([index, got, expected]) =>
        `${path} kustomize/not-the-model kustomize builds apps/Deployment srs-edge-r5-deploy of ${path} differently: ` +
        `spec.template.spec.containers[0].ports[${index}] is ${got}, the model says ${expected}.`,
    ),
  );
});

it("names objects that are missing or too many", async () => {
  expect(await differences([service], formatManifests([deployment("a")]))).toEqual([
    `${path} kustomize/not-the-model kustomize builds Service socs of ${path} differently: the object is "not there", the model says "there".`,
    `${path} kustomize/not-the-model kustomize builds apps/Deployment srs-edge-r5-deploy of ${path} differently: the object is "there", the model says "not there".`,
  ]);
});

it("says so where only the text differs", async () => {
  const built = formatManifests([service]).replace("name: socs", 'name: "socs"');
  expect(await differences([service], built)).toEqual([
    `${path} kustomize/other-format kustomize builds ${path} to the model, but prints it differently: ` +
      'line 4 is "  name: \\"socs\\"", expected was "  name: socs".',
  ]);
});

it("shows the first ten of many differences", async () => {
  const many = (value: number) => [
    deployment(
      "a",
      Array.from({ length: 30 }, () => value),
    ),
  ];
  const found = await differences(many(1), formatManifests(many(2)));
  expect(found).toHaveLength(11);
  expect(found[10]).toBe(`${path} kustomize/not-the-model ${path} has 20 more differences.`);
});

it("asks for as many builds at once as it may, and reports in the order of the overlays", async () => {
  let running = 0;
  let most = 0;
  const build = async (folder: string) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, folder.endsWith("0") ? 20 : 1));
    running--;
    return "";
  };
  const overlays = Array.from({ length: 9 }, (_, index) => ({ path: `overlay-${index}`, objects: [service] }));
  const findings = await prove("/stage", overlays, build, 3);
  expect(findings.map(({ where }) => where.file)).toEqual(overlays.map(({ path }) => path));
  expect(most).toBe(3);
});
