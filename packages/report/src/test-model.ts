import type { Instance } from "@weir/app/app";
import type { Provider } from "@weir/app/provider";
import { testCluster, testProvider } from "@weir/app/test-context";
import { configMap } from "@weir/kubernetes/config-map";
import type { KubernetesObject } from "@weir/kubernetes/object";
import type { AppModel, Model } from "@weir/render/model";

/** An environment on a cluster of three nodes that runs these apps. */
export function testModel(apps: readonly AppModel[]): Model {
  return {
    provider: testProvider as Provider,
    environment: {
      name: "srs-test",
      directory: "environments/srs-test",
      namespace: "srs-test-namespace",
      cluster: testCluster,
      audience: undefined,
      addresses: {},
      apps: {},
      events: [],
      exceptions: [],
      written: {},
      about: undefined,
      files: [],
      locate: () => ({ file: "environments/srs-test/environment.yaml" }),
    },
    apps,
  };
}

export function appModel(app: string, shared: readonly object[], instances: readonly Instance[] = []): AppModel {
  const target = { shared: shared as KubernetesObject[], instances };
  return { app, target, base: { shared: [], instances: [] }, probes: [], notes: [] };
}

/** A track of `edge`: a Deployment and its configuration. */
export function track(name: string, version: string, replicas: number): Instance {
  const run = `edge-${name}`;
  const resources = [
    deployment(`${run}-deploy`, `srs:${version}`, replicas, { app: "edge", run }),
    configMap(`${run}-config`, { "srs.conf": `# ${version} ${replicas}\n` }),
  ];
  return { name, prefix: `${run}-`, labels: { run }, resources };
}

/** @param volume the claim that its pods mount */
export function deployment(
  name: string,
  image: string,
  replicas: number,
  labels: Record<string, string>,
  volume?: string,
): KubernetesObject {
  return workload("Deployment", name, {
    replicas,
    template: podTemplate(image, labels, volume),
  });
}

export function cronJob(
  name: string,
  schedule: string,
  timeZone: string | undefined,
  volume?: string,
): KubernetesObject {
  const template = podTemplate("debian:12", { app: name }, volume);
  return workload("CronJob", name, { schedule, ...(timeZone && { timeZone }), jobTemplate: { spec: { template } } });
}

export function service(name: string, type: string | undefined, ...ports: (number | string)[]): KubernetesObject {
  return workload("Service", name, { ...(type && { type }), ports: ports.map((port) => ({ port })) });
}

export function autoscaler(
  name: string,
  target: { readonly kind: string; readonly name: string },
  minReplicas: number,
  maxReplicas: number,
): KubernetesObject {
  return workload("HorizontalPodAutoscaler", name, { scaleTargetRef: target, minReplicas, maxReplicas });
}

/** Lets the pods that it selects reach those of other apps. */
export function allow(name: string, ...to: { app: string; ports: (number | string)[] }[]): KubernetesObject {
  const egress = to.map(({ app, ports }) => ({
    to: [{ podSelector: { matchLabels: { app } } }],
    ports: ports.map((port) => ({ port })),
  }));
  return workload("NetworkPolicy", name, { podSelector: { matchLabels: { app: name } }, egress });
}

export function claim(name: string): KubernetesObject {
  return workload("PersistentVolumeClaim", name, {});
}

function podTemplate(image: string, labels: Record<string, string>, volume: string | undefined) {
  const volumes = volume ? { volumes: [{ name: "files", persistentVolumeClaim: { claimName: volume } }] } : {};
  return { metadata: { labels }, spec: { containers: [{ name: "main", image }], ...volumes } };
}

function workload(kind: string, name: string, spec: object): KubernetesObject {
  const apiVersions: Record<string, string> = {
    Deployment: "apps/v1",
    CronJob: "batch/v1",
    NetworkPolicy: "networking.k8s.io/v1",
  };
  return { apiVersion: apiVersions[kind] ?? "v1", kind, metadata: { name }, spec } as KubernetesObject;
}
