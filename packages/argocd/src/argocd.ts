import type { IApplication, IAppProject } from "@kubernetes-models/argo-cd/argoproj.io/v1alpha1";
import type { ArgoCD } from "@weir/app/context";
import { groupOf, isClusterScoped, type KubernetesObject } from "@weir/kubernetes/object";

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
    metadata: { name: `${environment}-root`, namespace: argocd.namespace },
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
      project: `${environment}-root`,
      source: source(argocd, `${directory}/argocd/applications`),
      destination: { server: inCluster, namespace: argocd.namespace },
      syncPolicy: { automated: { prune: true, selfHeal: true }, retry },
    },
  };
  return [rootProject, renderProject(deployment), root] as KubernetesObject[];
}

/** One Application per app, so that a pull request on one app syncs that app alone. */
export function renderApplication(deployment: Deployment, app: DeployedApp): KubernetesObject {
  const { environment, directory, namespace, argocd } = deployment;
  const application: IApplication = {
    apiVersion,
    kind: "Application",
    metadata: {
      name: `${environment}-${app.name}`,
      namespace: argocd.namespace,
      annotations: {
        "argocd.argoproj.io/compare-options": "ServerSideDiff=true",
        // Relative to the source's path, or to the repository with a leading slash: exactly what the build reads.
        "argocd.argoproj.io/manifest-generate-paths": [".", ...app.reads.map((folder) => `/${folder}`)].join(";"),
        "argocd.argoproj.io/sync-wave": String(waveOf(app.objects)),
      },
    },
    spec: {
      project: environment,
      source: source(argocd, `${directory}/${app.name}`),
      destination: { ...argocd.destination, namespace },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        // PruneLast: pods still mount the last hashed ConfigMap until the new ones run.
        syncOptions: ["ServerSideApply=true", "PruneLast=true", "FailOnSharedResource=true"],
        retry,
      },
    },
  };
  return application as KubernetesObject;
}

const inCluster = "https://kubernetes.default.svc";

/** `refresh` lets a failing sync take the commit that mends it at its next try, not after all of them. */
const retry = { limit: 5, refresh: true, backoff: { duration: "5s", factor: 2, maxDuration: "3m" } };

function source({ repoURL, revision }: ArgoCD, path: string) {
  return { repoURL, path, targetRevision: revision };
}

/** What the environment's Applications may touch: the kinds they make, cluster-wide ones by name. */
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
        ...shownOnly,
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

/** Made by controllers, not by git: without them Argo CD's own page shows no pods. */
const shownOnly = [
  { group: "", kind: "Pod" },
  { group: "apps", kind: "ReplicaSet" },
  { group: "batch", kind: "Job" },
];

/** Earlier waves first: the namespace, then storage, then what streams, then what cleans up. */
function waveOf(objects: readonly KubernetesObject[]): number {
  const kinds = new Set(objects.map((object) => object.kind));
  if (kinds.has("Namespace")) return -10;
  if (kinds.has("CronJob")) return 5;
  if (kinds.has("Deployment") || kinds.has("StatefulSet")) return 0;
  return -5;
}

function unique<Row extends { group: string; kind: string; name?: string }>(rows: readonly Row[]): Row[] {
  const byKey = new Map(rows.map((row) => [`${row.group}/${row.kind}/${row.name ?? ""}`, row]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
