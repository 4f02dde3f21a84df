import type { KubernetesObject } from "@weir/kubernetes/object";
import { podTemplateOf } from "@weir/kubernetes/walk";
import type { IService } from "kubernetes-models/v1";
import { expect, test } from "vitest";
import { type ArticleContainer, type ArticleManifest, articleManifests } from "./article-manifests.ts";
import { departures } from "./departures.ts";
import { loadEnvironmentObjects } from "./load-environment-objects.ts";

const examples = await loadEnvironmentObjects([
  ...new Set(articleManifests.map(({ example }) => `examples/${example}`)),
]);
const missing = articleManifests.flatMap((manifest) =>
  missingOf(manifest).map((what) => `${manifest.example}: ${what}`),
);

test("every name, kind, label, port and mount of the articles is in its example, or a departure says why not", () => {
  expect(missing.filter((fact) => !departures.some(({ pattern }) => pattern.test(fact)))).toEqual([]);
});

test.for(departures)("$pattern is a departure that there is", ({ pattern, why }) => {
  expect(missing.filter((fact) => pattern.test(fact))).not.toEqual([]);
  expect(why.length).toBeGreaterThan(20);
});

/** What of an article's manifest its example does not have, a phrase each. */
function missingOf(manifest: ArticleManifest): string[] {
  const { example, kind, pods = {}, type, ports = [], containers = [], files = [] } = manifest;
  const name = manifest.name.replace("STAGE", example.replace(/^xiu-/, ""));
  const subject = `${kind} ${manifest.name}`;
  const objects = examples.get(`examples/${example}`) ?? [];
  const object = objects.find((one) => one.kind === kind && plainName(one) === name);
  if (!object) return [subject];
  const service = object as KubernetesObject & IService;
  const template = podTemplateOf(object);
  const labels: Readonly<Record<string, string>> = template
    ? (template.metadata?.labels ?? {})
    : ((service.spec?.selector ?? {}) as Record<string, string>);
  const data = Object.keys((object as { data?: object }).data ?? {});
  const made = [...(template?.spec.containers ?? [])];
  return [
    ...Object.entries(pods)
      .filter(([key, value]) => labels[key] !== value)
      .map(([key, value]) => `${subject} pods ${key}=${value}`),
    ...(type && (service.spec?.type ?? "ClusterIP") !== type ? [`${subject} type ${type}`] : []),
    ...ports
      .filter((port) => !service.spec?.ports?.some((one) => one.port === port))
      .map((port) => `${subject} port ${port}`),
    ...files.filter((file) => !data.includes(file)).map((file) => `${subject} file ${file}`),
    ...containers.flatMap((container) => missingOfContainer(container, made).map((what) => `${subject} ${what}`)),
  ];
}

function missingOfContainer(
  { name, ports = [], mounts = [] }: ArticleContainer,
  made: readonly MadeContainer[],
): string[] {
  const container = made.find((one) => one.name === name);
  if (!container) return [`container ${name}`];
  return [
    ...ports
      .filter((port) => !container.ports?.some(({ containerPort }) => containerPort === port))
      .map((port) => `container ${name} port ${port}`),
    ...mounts
      .filter((mount) => !container.volumeMounts?.some(({ mountPath }) => mountPath === mount))
      .map((mount) => `container ${name} mount ${mount}`),
  ];
}

interface MadeContainer {
  readonly name: string;
  readonly ports?: readonly { readonly containerPort: number }[];
  readonly volumeMounts?: readonly { readonly mountPath: string }[];
}

/** Without the hash that kustomize gives a ConfigMap. */
function plainName({ kind, metadata }: KubernetesObject): string {
  return kind === "ConfigMap" ? metadata.name.replace(/-[0-9a-z]{10}$/, "") : metadata.name;
}
