/**
 * What the articles' manifests call things: kinds, names, labels, ports and mounts, and the example that each is in here.
 * `STAGE` is the part of a Xiu name that says the environment: `prod` in the article, `single` in examples/xiu-single.
 */
export interface ArticleManifest {
  /** The example's folder. */
  readonly example: string;
  readonly kind: string;
  readonly name: string;
  /** Of the pods that it makes or selects. */
  readonly pods?: Readonly<Record<string, string>>;
  readonly type?: "LoadBalancer" | "ClusterIP";
  /** The Service's. */
  readonly ports?: readonly number[];
  readonly containers?: readonly ArticleContainer[];
  /** The keys of a ConfigMap. */
  readonly files?: readonly string[];
}

export interface ArticleContainer {
  readonly name: string;
  readonly ports?: readonly number[];
  readonly mounts?: readonly string[];
}

const html = "/usr/local/srs/objs/nginx/html";
const conf = "/usr/local/srs/conf";
const pages = "/usr/share/nginx/html";
const srsPorts = [1935, 1985, 8080];

const srs: ArticleContainer = { name: "srs", ports: srsPorts };
const srsWithConfig: ArticleContainer = { ...srs, mounts: [conf] };
const copier: ArticleContainer = { name: "srs-cp-files", mounts: ["/tmp/html"] };
const nginx: ArticleContainer = { name: "nginx", ports: [80], mounts: [pages] };
const cleanup: ArticleContainer = { name: "cleanup", mounts: ["/tmp/html"] };

const edgeConfig = { kind: "ConfigMap", name: "srs-edge-config", files: ["srs.conf"] };
const edge = { kind: "Deployment", name: "srs-edge-deploy", pods: { app: "srs-edge" }, containers: [srsWithConfig] };
const edgeService = {
  kind: "Service",
  name: "srs-edge-service",
  pods: { app: "srs-edge" },
  type: "LoadBalancer",
  ports: [1935, 8080],
} as const;
const originConfig = { kind: "ConfigMap", name: "srs-origin-config", files: ["srs.conf"] };
const originSet = {
  kind: "StatefulSet",
  name: "srs-origin",
  pods: { app: "srs-origin" },
  containers: [{ ...srs, mounts: [html, conf] }],
};

function inExample(example: string, manifests: readonly Omit<ArticleManifest, "example">[]): ArticleManifest[] {
  return manifests.map((manifest) => ({ example, ...manifest }));
}

export const articleManifests: readonly ArticleManifest[] = [
  ...inExample("quick-start", [
    { kind: "Deployment", name: "srs-deploy", pods: { app: "srs" }, containers: [srs] },
    { kind: "Service", name: "srs-origin-service", pods: { app: "srs" }, type: "LoadBalancer", ports: srsPorts },
  ]),
  ...inExample("shared-volume", [
    {
      kind: "Deployment",
      name: "srs-deploy",
      pods: { app: "srs" },
      containers: [{ ...srs, mounts: [html] }, nginx, copier],
    },
    {
      kind: "Service",
      name: "srs-origin-service",
      pods: { app: "srs" },
      type: "LoadBalancer",
      ports: [80, ...srsPorts],
    },
  ]),
  ...inExample("edge-cluster", [
    {
      kind: "Deployment",
      name: "srs-origin-deploy",
      pods: { app: "srs-origin" },
      containers: [{ ...srs, mounts: [html] }, nginx, copier],
    },
    { kind: "Service", name: "srs-origin-service", pods: { app: "srs-origin" }, type: "ClusterIP", ports: [1935] },
    { kind: "Service", name: "srs-http-service", pods: { app: "srs-origin" }, type: "LoadBalancer", ports: [80, 1985] },
    edgeConfig,
    edge,
    edgeService,
  ]),
  ...inExample("origin-cluster", [
    { kind: "PersistentVolume", name: "pv-nas" },
    { kind: "PersistentVolumeClaim", name: "pvc-nas" },
    originConfig,
    { kind: "Service", name: "socs", pods: { app: "srs-origin" }, type: "ClusterIP", ports: [1935] },
    originSet,
    {
      kind: "Service",
      name: "srs-api-service",
      pods: { "statefulset.kubernetes.io/pod-name": "srs-origin-0" },
      type: "LoadBalancer",
      ports: [1985],
    },
    { kind: "Deployment", name: "nginx-origin-deploy", pods: { app: "nginx-origin" }, containers: [nginx, copier] },
    { kind: "Service", name: "srs-http-service", pods: { app: "nginx-origin" }, type: "LoadBalancer", ports: [80] },
    edgeConfig,
    edge,
    edgeService,
  ]),
  ...inExample("rolling-update", [edgeConfig, edge]),
  ...inExample(
    "canary",
    ["r5", "r6"].map((track) => ({
      kind: "Deployment",
      name: `srs-edge-${track}-deploy`,
      pods: { run: `srs-edge-${track}`, app: "srs-edge" },
      containers: [srsWithConfig],
    })),
  ),
  ...inExample("demo-streams", [
    {
      kind: "Deployment",
      name: "srs-demo-deploy",
      pods: { app: "srs-demo" },
      containers: [{ name: "livestream" }, { name: "avatar" }],
    },
  ]),
  ...inExample("cleanup-cronjob", [{ kind: "CronJob", name: "cleanup", containers: [cleanup] }]),
  ...inExample("cleanup-loop", [
    { kind: "Deployment", name: "cleanup", pods: { app: "cleanup" }, containers: [cleanup] },
  ]),
  ...inExample("one-load-balancer", [
    { kind: "Service", name: "srs-edge-service", type: "LoadBalancer", ports: [1935, 8080] },
    { kind: "Service", name: "srs-http-service", type: "LoadBalancer", ports: [80] },
  ]),
  ...inExample("origin-deployments", [
    originConfig,
    edgeConfig,
    ...["0", "1", "2"].flatMap((origin) => [
      {
        kind: "Deployment",
        name: `srs-origin-${origin}-deploy`,
        pods: { app: `srs-origin-${origin}` },
        containers: [srsWithConfig],
      },
      {
        kind: "Service",
        name: `srs-origin-${origin}-socs`,
        pods: { app: `srs-origin-${origin}` },
        type: "ClusterIP" as const,
        ports: [1935],
      },
    ]),
    {
      kind: "Service",
      name: "srs-api-service",
      pods: { app: "srs-origin-0" },
      type: "LoadBalancer",
      ports: [1985],
    },
  ]),
  ...inExample("compute-resources", [originSet, edge]),
  ...inExample("auto-reload", [
    { kind: "ConfigMap", name: "srs-config", files: ["srs.conf"] },
    { kind: "Deployment", name: "srs-deploy", pods: { app: "srs" }, containers: [srsWithConfig] },
  ]),
  ...inExample("xiu-single", [
    { kind: "Namespace", name: "xiu-STAGE-namespace" },
    { kind: "ConfigMap", name: "xiu-node-configmap", files: ["config_rtmp.toml"] },
    {
      kind: "Deployment",
      name: "xiu-STAGE-deployment",
      pods: { app: "xiu", environment: "prod" },
      containers: [{ name: "xiu-prod-pod", ports: [1935, 8080, 8081], mounts: ["/etc/xiu"] }],
    },
    { kind: "Service", name: "xiu-STAGE-service", pods: { app: "xiu-prod-pod" }, ports: [8080, 8081, 1935] },
  ]),
  ...inExample("xiu-ingress-tls", [{ kind: "Ingress", name: "xiu-STAGE-ingress" }]),
  ...inExample("xiu-autoscaling", [{ kind: "HorizontalPodAutoscaler", name: "xiu-STAGE-autoscaling" }]),
];
