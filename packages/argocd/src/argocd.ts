import type { IApplication, IAppProject } from "@kubernetes-models/argo-cd/argoproj.io/v1alpha1";
import type { ArgoCD } from "@weir/app/context";
import { groupOf, isClusterScoped, type KubernetesObject } from "@weir/kubernetes/object";
import { matches } from "@weir/kubernetes/selectors";
import { podTemplateOf } from "@weir/kubernetes/walk";
import type { IDeployment } from "kubernetes-models/apps/v1";
import type { IHorizontalPodAutoscaler } from "kubernetes-models/autoscaling/v2";
import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";

/** What Argo CD needs to know of an environment. */
export interface Deployment {
  /** The environment's name; Argo CD's objects are named after it. */
  readonly environment: string;
  /** The environment's folder, relative to the repository: `environments/srs-prod`. */
  readonly directory: string;
  readonly namespace: string;
  readonly argocd: ArgoCD;
  readonly apps: readonly DeployedApp[];
}

export interface DeployedApp {
  readonly name: string;
  readonly objects: readonly KubernetesObject[];
  /** Every folder that the app's `kustomize build` reads beside its own, relative to the repository. */
  readonly reads: readonly string[];
}

const apiVersion = "argoproj.io/v1alpha1";

/**
 * All that an admin applies by hand: the project of the root Application, the environment's project, and the root
 * Application, which brings the rest. The root has a project of its own because Argo CD refuses an Application in a
 * project that the Application itself creates (Argo CD 3.6).
 */
export function renderRoot(deployment: Deployment): KubernetesObject[] {
  const { environment, directory, argocd } = deployment;
  const rootProject: IAppProject = {
    apiVersion,
    kind: "AppProject",
    metadata: { name: nameOf(environment, "root"), namespace: argocd.namespace },
    spec: {
      description: `The Applications of ${environment}, and nothing else.`,
      sourceRepos: [argocd.repoURL],
      destinations: [{ server: inCluster, namespace: argocd.namespace }],
      clusterResourceWhitelist: [],
      namespaceResourceWhitelist: [{ group: "argoproj.io", kind: "Application" }],
    },
  };
  const root: IApplication = {
    apiVersion,
    kind: "Application",
    metadata: { name: environment, namespace: argocd.namespace },
    spec: {
      project: nameOf(environment, "root"),
      source: source(argocd, `${directory}/argocd/applications`),
      destination: { server: inCluster, namespace: argocd.namespace },
      syncPolicy: { automated: { prune: true, selfHeal: true }, retry },
    },
  };
  return [rootProject, renderProject(deployment), root] as KubernetesObject[];
}

/**
 * One Application per app, so that a pull request on one app syncs that app alone.
 *
 * Its wave says when the root brings it: the namespace, storage, what streams, what dials that (edges after origins), what
 * cleans up. As Argo CD comes, this orders only when Applications are made, as it does not look at their health (since
 * 1.8). Waves wait for each other once `resource.customizations.health.argoproj.io_Application` is set in argocd-cm; a
 * LoadBalancer, an Ingress or a Gateway that never gets an address then holds back all later ones.
 *
 * Inside an Application nothing has a wave: Argo CD applies kinds in an order of its own (a NetworkPolicy, accounts,
 * configuration, a Service, a Deployment, its HorizontalPodAutoscaler, an Ingress, custom resources) and does not wait
 * between them. An Ingress or a Gateway without an address stays Progressing, an autoscaler without the metrics server
 * Degraded: people see it, and the sync is done all the same (gitops-engine: sync_tasks.go, sync_context.go,
 * health_ingress.go, health_hpa.go).
 *
 * A custom resource whose definition the cluster lacks fails the sync before anything is applied, with the kind's name in
 * the message. SkipDryRunOnMissingResource would apply the rest first: a release without the route that leads to it, and
 * nothing pruned. So it is not set: half of an app is worse for viewers than the last one, which keeps running.
 */
export function renderApplication(deployment: Deployment, app: DeployedApp): KubernetesObject {
  const { environment, directory, namespace, argocd } = deployment;
  const handedOver = handedOverBy(app);
  const application: IApplication = {
    apiVersion,
    kind: "Application",
    metadata: {
      name: nameOf(environment, app.name),
      namespace: argocd.namespace,
      // An app that leaves git leaves the cluster too; what must not (the namespace, storage) says so itself.
      finalizers: ["resources-finalizer.argocd.argoproj.io"],
      annotations: {
        "argocd.argoproj.io/compare-options": "ServerSideDiff=true",
        // Relative to the source's path, or to the repository with a leading slash: exactly what the build reads.
        "argocd.argoproj.io/manifest-generate-paths": [".", ...app.reads.map((folder) => `/${folder}`)].join(";"),
        "argocd.argoproj.io/sync-wave": String(waveOf(app, deployment.apps)),
      },
    },
    spec: {
      project: environment,
      source: source(argocd, `${directory}/${app.name}`),
      destination: { ...argocd.destination, namespace },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        // PruneLast: pods still mount the last hashed ConfigMap until the new ones run.
        syncOptions: [
          "ServerSideApply=true",
          "PruneLast=true",
          "FailOnSharedResource=true",
          ...(handedOver.length > 0 ? ["RespectIgnoreDifferences=true"] : []),
        ],
        retry,
      },
      ...(handedOver.length > 0 && { ignoreDifferences: handedOver }),
    },
  };
  return application as KubernetesObject;
}

/**
 * Counts of pods that are changing hands: an autoscaler decides, and git still states what there was, so that nobody falls
 * back to one pod (docs/guides/autoscaling.md). Argo CD must neither report nor undo what the autoscaler does meanwhile.
 * The group has to be written: without it, the rule is about kinds of the core group.
 */
function handedOverBy({ objects }: DeployedApp) {
  const targets = objects.flatMap((object) => {
    const { scaleTargetRef: target } = (object as KubernetesObject & IHorizontalPodAutoscaler).spec ?? {};
    return object.kind === "HorizontalPodAutoscaler" && target ? [`${target.kind} ${target.name}`] : [];
  });
  return objects
    .filter(({ kind, metadata }) => targets.includes(`${kind} ${metadata.name}`))
    .filter((object) => (object as KubernetesObject & IDeployment).spec?.replicas !== undefined)
    .map((object) => ({
      group: groupOf(object),
      kind: object.kind,
      name: object.metadata.name,
      jsonPointers: ["/spec/replicas"],
    }));
}

/**
 * The name of something of an environment's in Argo CD, where all environments share one namespace. A dot, because no
 * environment and no app has one in its name: with a hyphen, the app `namespace` of `live` would be `live-namespace`,
 * which may be an environment too.
 */
function nameOf(environment: string, part: string): string {
  return `${environment}.${part}`;
}

const inCluster = "https://kubernetes.default.svc";

/** `refresh` lets a failing sync take the commit that mends it at its next try, not after all of them. */
const retry = { limit: 5, refresh: true, backoff: { duration: "5s", factor: 2, maxDuration: "3m" } };

function source({ repoURL, revision }: ArgoCD, path: string) {
  return { repoURL, path, targetRevision: revision };
}

/** What the environment's Applications may touch: the kinds that weir makes, cluster-wide ones by name. */
function renderProject({ environment, namespace, argocd, apps }: Deployment): IAppProject {
  const objects = apps.flatMap((app) => app.objects);
  return {
    apiVersion,
    kind: "AppProject",
    metadata: { name: environment, namespace: argocd.namespace },
    spec: {
      description: `${environment} in namespace ${namespace}.`,
      sourceRepos: [argocd.repoURL],
      destinations: [{ ...argocd.destination, namespace }],
      clusterResourceWhitelist: unique(
        objects
          .filter(isClusterScoped)
          .map((object) => ({ group: groupOf(object), kind: object.kind, name: object.metadata.name })),
      ),
      namespaceResourceWhitelist: unique([
        ...objects
          .filter((object) => !isClusterScoped(object))
          .map((object) => ({ group: groupOf(object), kind: object.kind })),
        ...namespacedKinds,
      ]),
      orphanedResources: { warn: true },
      roles: [
        {
          name: "read-only",
          description: "Look at the applications of this environment.",
          policies: [`p, proj:${environment}:read-only, applications, get, ${environment}/*, allow`],
        },
      ],
    },
  };
}

/**
 * Every kind that weir's apps make in a namespace, whether this environment has it yet or not: an app or an option that is
 * added by a pull request then needs nobody to apply root.yaml again. Pod, ReplicaSet and Job are made by controllers;
 * without them Argo CD's own page shows no pods. Secret is left out on purpose: none may come from git, and Argo CD would
 * warn of each that somebody made by hand as an orphan.
 */
const namespacedKinds = Object.entries({
  "": ["ConfigMap", "PersistentVolumeClaim", "Pod", "ResourceQuota", "Service", "ServiceAccount"],
  apps: ["Deployment", "ReplicaSet", "StatefulSet"],
  autoscaling: ["HorizontalPodAutoscaler"],
  batch: ["CronJob", "Job"],
  "external-secrets.io": ["ExternalSecret"],
  "gateway.networking.k8s.io": ["Gateway", "HTTPRoute"],
  "gwin.yandex.cloud": ["YCCertificate"],
  "monitoring.coreos.com": ["PrometheusRule", "ServiceMonitor"],
  "networking.k8s.io": ["Ingress", "NetworkPolicy"],
  policy: ["PodDisruptionBudget"],
}).flatMap(([group, kinds]) => kinds.map((kind) => ({ group, kind })));

function waveOf(app: DeployedApp, apps: readonly DeployedApp[]): number {
  const kinds = new Set(app.objects.map((object) => object.kind));
  if (kinds.has("Namespace")) return -10;
  if (app.objects.some(isCleanup)) return 5;
  if (!kinds.has("Deployment") && !kinds.has("StatefulSet")) return -5;
  return apps.some((other) => other.name !== app.name && dials(app, other)) ? 1 : 0;
}

function isCleanup({ metadata }: KubernetesObject): boolean {
  return metadata.labels?.["app.kubernetes.io/component"] === "cleanup";
}

/** Whether an app's NetworkPolicies let it call another's pods: nothing else says who needs whom. */
function dials(app: DeployedApp, other: DeployedApp): boolean {
  const callable = app.objects
    .filter((object): object is KubernetesObject & INetworkPolicy => object.kind === "NetworkPolicy")
    .flatMap(({ spec }) => spec?.egress ?? [])
    .flatMap(({ to = [] }) => to.flatMap(({ podSelector }) => podSelector ?? []));
  const pods = other.objects.flatMap((object) => podTemplateOf(object) ?? []);
  return callable.some((selector) => pods.some(({ metadata }) => matches(selector, metadata?.labels ?? {})));
}

function unique<Row extends { group: string; kind: string; name?: string }>(rows: readonly Row[]): Row[] {
  const byKey = new Map(rows.map((row) => [`${row.group}/${row.kind}/${row.name ?? ""}`, row]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
