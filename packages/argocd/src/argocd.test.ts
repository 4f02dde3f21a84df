import { formatYaml } from "@weir/kubernetes/format-yaml";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { expect, test } from "vitest";
import { type DeployedApp, type Deployment, renderApplication, renderRoot } from "./argocd.ts";

const object = (apiVersion: string, kind: string, name: string): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name },
});
const app = (name: string, ...objects: KubernetesObject[]): DeployedApp => ({
  name,
  objects,
  reads: [`apps/${name}/base`],
});
const edge = app(
  "srs-edge",
  object("v1", "Service", "srs-edge-service"),
  object("apps/v1", "Deployment", "srs-edge-r5-deploy"),
  object("apps/v1", "Deployment", "srs-edge-r6-deploy"),
);
const namespace = app("namespace", object("v1", "Namespace", "srs-prod-namespace"));
const storage = app("srs-storage", object("v1", "PersistentVolume", "pv-nas-srs-prod"));
const tidying = (apiVersion: string, kind: string) => {
  const { metadata, ...rest } = object(apiVersion, kind, "cleanup");
  return { ...rest, metadata: { ...metadata, labels: { "app.kubernetes.io/component": "cleanup" } } };
};
const cleanup = app("srs-cleanup", tidying("batch/v1", "CronJob"));

const deployment: Deployment = {
  environment: "srs-prod",
  directory: "environments/srs-prod",
  namespace: "srs-prod-namespace",
  argocd: {
    repoURL: "https://github.com/example/streaming.git",
    revision: "main",
    namespace: "argocd",
    destination: { name: "in-cluster" },
  },
  apps: [namespace, edge, storage],
};

test("the root is all that an admin applies: a project for Applications alone, the environment's project, the Application", () => {
  expect(
    renderRoot(deployment)
      .map((one) => formatYaml(one))
      .join("---\n"),
  ).toBe(`apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata:
  name: srs-prod.root
  namespace: argocd
spec:
  description: The Applications of srs-prod, and nothing else.
  sourceRepos:
    - https://github.com/example/streaming.git
  destinations:
    - server: https://kubernetes.default.svc
      namespace: argocd
  clusterResourceWhitelist: []
  namespaceResourceWhitelist:
    - group: argoproj.io
      kind: Application
---
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata:
  name: srs-prod
  namespace: argocd
spec:
  description: srs-prod in namespace srs-prod-namespace.
  sourceRepos:
    - https://github.com/example/streaming.git
  destinations:
    - name: in-cluster
      namespace: srs-prod-namespace
  clusterResourceWhitelist:
    - group: ""
      kind: Namespace
      name: srs-prod-namespace
    - group: ""
      kind: PersistentVolume
      name: pv-nas-srs-prod
  namespaceResourceWhitelist:
    - group: ""
      kind: ConfigMap
    - group: ""
      kind: PersistentVolumeClaim
    - group: ""
      kind: Pod
    - group: ""
      kind: ResourceQuota
    - group: ""
      kind: Service
    - group: ""
      kind: ServiceAccount
    - group: apps
      kind: Deployment
    - group: apps
      kind: ReplicaSet
    - group: apps
      kind: StatefulSet
    - group: autoscaling
      kind: HorizontalPodAutoscaler
    - group: batch
      kind: CronJob
    - group: batch
      kind: Job
    - group: external-secrets.io
      kind: ExternalSecret
    - group: gateway.networking.k8s.io
      kind: Gateway
    - group: gateway.networking.k8s.io
      kind: HTTPRoute
    - group: gwin.yandex.cloud
      kind: YCCertificate
    - group: monitoring.coreos.com
      kind: PrometheusRule
    - group: monitoring.coreos.com
      kind: ServiceMonitor
    - group: networking.k8s.io
      kind: Ingress
    - group: networking.k8s.io
      kind: NetworkPolicy
    - group: policy
      kind: PodDisruptionBudget
  orphanedResources:
    warn: true
  roles:
    - name: read-only
      description: Look at the applications of this environment.
      policies:
        - p, proj:srs-prod:read-only, applications, get, srs-prod/*, allow
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: srs-prod
  namespace: argocd
spec:
  project: srs-prod.root
  source:
    repoURL: https://github.com/example/streaming.git
    path: environments/srs-prod/argocd/applications
    targetRevision: main
  destination:
    server: https://kubernetes.default.svc
    namespace: argocd
  syncPolicy:
    automated:
      prune: true
      selfHeal: true
    retry:
      limit: 5
      refresh: true
      backoff:
        duration: 5s
        factor: 2
        maxDuration: 3m
`);
});

test("an Application syncs its own overlay and is woken by the folders that its build reads", () => {
  expect(formatYaml(renderApplication(deployment, edge))).toBe(`apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: srs-prod.srs-edge
  namespace: argocd
  finalizers:
    - resources-finalizer.argocd.argoproj.io
  annotations:
    argocd.argoproj.io/compare-options: ServerSideDiff=true
    argocd.argoproj.io/manifest-generate-paths: .;/apps/srs-edge/base
    argocd.argoproj.io/sync-wave: "0"
spec:
  project: srs-prod
  source:
    repoURL: https://github.com/example/streaming.git
    path: environments/srs-prod/srs-edge
    targetRevision: main
  destination:
    name: in-cluster
    namespace: srs-prod-namespace
  syncPolicy:
    automated:
      prune: true
      selfHeal: true
    syncOptions:
      - ServerSideApply=true
      - PruneLast=true
      - FailOnSharedResource=true
    retry:
      limit: 5
      refresh: true
      backoff:
        duration: 5s
        factor: 2
        maxDuration: 3m
`);
});

const labelled = (name: string) => ({
  ...object("apps/v1", "Deployment", name),
  spec: { template: { metadata: { labels: { app: name } }, spec: { containers: [] } } },
});
const dialling = (name: string) => ({
  ...object("networking.k8s.io/v1", "NetworkPolicy", "dials"),
  spec: { egress: [{ to: [{ podSelector: { matchLabels: { app: name } } }] }] },
});

test("the namespace comes first, then storage, then what streams, then what dials that, then what cleans up", () => {
  const origin = app("srs-origin-cluster", labelled("srs-origin"), dialling("srs-origin"));
  const nginx = app("nginx-hls", labelled("nginx-origin"));
  const dials = app("srs-edge", labelled("srs-edge"), dialling("srs-origin"));
  const loop = app("srs-cleanup", tidying("apps/v1", "Deployment"));
  const apps = [namespace, storage, origin, nginx, dials, cleanup, loop];
  const waves = apps.map((one) => renderApplication({ ...deployment, apps }, one).metadata.annotations);
  expect(waves.map((annotations) => annotations?.["argocd.argoproj.io/sync-wave"])).toEqual([
    "-10",
    "-5",
    "0",
    "0",
    "1",
    "5",
    "5",
  ]);
});

test("environments whose names continue each other share no name in Argo CD", () => {
  const namesOf = (environment: string) => {
    const own = { ...deployment, environment };
    const made = [...renderRoot(own), ...own.apps.map((one) => renderApplication(own, one))];
    return made.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  };
  const all = ["live", "live-root", "live-namespace"].flatMap(namesOf);
  expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
});

test("leaves a count alone while it passes from git to an autoscaler, and says nothing of counts before and after", () => {
  const sized = (kind: string, name: string, replicas?: number) => ({
    ...object("apps/v1", kind, name),
    spec: { ...(replicas !== undefined && { replicas }) },
  });
  const scaler = (name: string) => ({
    ...object("autoscaling/v2", "HorizontalPodAutoscaler", name),
    spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name } },
  });
  const specOf = (...objects: KubernetesObject[]) =>
    renderApplication(deployment, app("srs-edge", ...objects)) as KubernetesObject & {
      spec: { ignoreDifferences?: unknown; syncPolicy: { syncOptions: string[] } };
    };
  const during = specOf(
    sized("Deployment", "edge", 4),
    sized("StatefulSet", "edge", 2),
    sized("Deployment", "other", 3),
    sized("Deployment", "done"),
    scaler("edge"),
    scaler("done"),
  ).spec;
  expect(during.ignoreDifferences).toEqual([
    { group: "apps", kind: "Deployment", name: "edge", jsonPointers: ["/spec/replicas"] },
  ]);
  expect(during.syncPolicy.syncOptions).toEqual([
    "ServerSideApply=true",
    "PruneLast=true",
    "FailOnSharedResource=true",
    "RespectIgnoreDifferences=true",
  ]);
  for (const { spec } of [
    specOf(sized("Deployment", "edge", 4)),
    specOf(sized("Deployment", "edge"), scaler("edge")),
  ]) {
    expect(spec).not.toHaveProperty("ignoreDifferences");
    expect(spec.syncPolicy.syncOptions).not.toContain("RespectIgnoreDifferences=true");
  }
});
