import { readdirSync, readFileSync } from "node:fs";
import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { type SchemaProblem, validate } from "./kubeconform.ts";
import { locate } from "./locate.ts";
import { pins } from "./pins.ts";
import { ToolError } from "./run.ts";
import { availableKubernetes, kubernetesFolder, schemaFile } from "./schemas.ts";
import { here, installTime, realTools, temporaryFolder, writeProgram } from "./test-support.ts";

let kubeconform: string;
beforeAll(async () => {
  await realTools();
  kubeconform = (await locate(pins.kubeconform, here.folder))?.path ?? "";
}, installTime);

/** Problems as `kind/name path id: what`. */
async function check(manifests: string, kubernetes = "1.34"): Promise<string[]> {
  return (await validate(kubeconform, manifests, { kubernetes, schemas: here.schemas })).map(format);
}

function format({ kind, name, path = "", id, what }: SchemaProblem): string {
  return `${kind}/${name} ${path} ${id}: ${what}`;
}

const deployment = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: srs, namespace: prod, labels: {app.kubernetes.io/name: srs}}
spec:
  replicas: 3
  selector: {matchLabels: {app: srs}}
  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 25%, maxUnavailable: 0}}
  template:
    metadata: {labels: {app: srs}}
    spec:
      securityContext: {seccompProfile: {type: RuntimeDefault}, runAsNonRoot: true}
      containers:
      - name: srs
        image: ossrs/srs:5
        ports: [{name: rtmp, containerPort: 1935, protocol: TCP}]
        resources: {requests: {cpu: 0.5, memory: 512Mi}, limits: {memory: 1e9}}
        livenessProbe: {httpGet: {path: /, port: rtmp}}
`;

const application = `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: srs, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io]}
spec:
  project: prod
  source: {repoURL: "https://example.com/a.git", path: environments/prod, targetRevision: main}
  destination: {name: in-cluster, namespace: prod}
  syncPolicy:
    automated: {prune: true, selfHeal: true}
    retry: {limit: 5, backoff: {duration: 5s, factor: 2, maxDuration: 3m}}
  ignoreDifferences: [{group: apps, kind: Deployment, jsonPointers: [/spec/replicas]}]
`;

const project = `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: prod}
spec: {sourceRepos: ["*"], destinations: [{server: "*", namespace: prod}]}
`;

const applicationSet = `
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: fleet}
spec:
  goTemplate: true
  generators:
  - matrix:
      generators:
      - git: {repoURL: "https://example.com/a.git", revision: main, directories: [{path: environments/*}]}
      - list: {elements: [{any: thing, count: 3}]}
  template:
    metadata: {name: "{{.path.basename}}"}
    spec: {project: prod, source: {repoURL: "https://example.com/a.git", path: a}, destination: {name: in-cluster}}
`;

const autoscaler = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: srs}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: srs}
  minReplicas: 2
  maxReplicas: 10
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}]
  behavior:
    scaleDown: {stabilizationWindowSeconds: 1800, policies: [{type: Pods, value: 1, periodSeconds: 600}]}
`;

const ingress = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: hls, annotations: {example.com/subnets: a}}
spec:
  tls: [{hosts: [hls.example.org], secretName: web-tls}]
  rules:
  - host: hls.example.org
    http:
      paths: [{path: /, pathType: Prefix, backend: {service: {name: hls, port: {name: http}}}}]
`;

const gateway = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: web}
spec:
  gatewayClassName: example
  addresses: [{type: IPAddress, value: 203.0.113.1}]
  listeners:
  - name: https
    protocol: HTTPS
    port: 443
    hostname: "*.example.org"
    tls: {mode: Terminate, certificateRefs: [{group: example.com, kind: Certificate, name: web}]}
    allowedRoutes: {namespaces: {from: Same}}
`;

const route = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: hls}
spec:
  parentRefs: [{name: web, sectionName: https}]
  hostnames: [hls.example.org]
  rules:
  - matches: [{path: {type: PathPrefix, value: /}}]
    timeouts: {request: 0s}
    backendRefs: [{name: hls, port: 8080}]
`;

const monitor = `
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: srs}
spec:
  selector: {matchLabels: {app: srs}}
  endpoints:
  - port: metrics
    interval: 15s
    relabelings: [{sourceLabels: [__meta_kubernetes_pod_label_run], regex: srs-(.+), targetLabel: track}]
`;

const rule = `
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: {name: srs}
spec:
  groups:
  - name: srs
    rules: [{alert: Down, expr: up == 0, for: 5m, labels: {severity: critical}, annotations: {summary: Down.}}]
`;

const certificate = `
apiVersion: gwin.yandex.cloud/v1
kind: YCCertificate
metadata: {name: web}
spec: {certificateRef: {certificateID: fpq1234567890}}
`;

const externalSecret = `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: stream-auth}
spec:
  refreshInterval: 1h0m0s
  secretStoreRef: {name: vault, kind: ClusterSecretStore}
  target: {name: stream-auth}
  dataFrom: [{extract: {key: live/stream-auth}}]
`;

test("accepts good manifests of each family, in every Kubernetes version", async () => {
  const kubernetes = [deployment, autoscaler, ingress];
  const custom = [application, project, applicationSet, gateway, route, certificate, monitor, rule, externalSecret];
  const manifests = [...kubernetes, ...custom].join("---");
  for (const version of await availableKubernetes(here.schemas)) expect(await check(manifests, version)).toEqual([]);
});

test("accepts the manifests of an empty overlay", async () => {
  expect(await check("")).toEqual([]);
  expect(await check("\n")).toEqual([]);
});

test.each([
  [
    "an unknown field",
    "replicas: 3",
    "replica: 3",
    "spec schema/invalid: additional properties 'replica' not allowed.",
  ],
  [
    "a wrong type",
    "image: ossrs/srs:5",
    "image: 5",
    "spec.template.spec.containers[0].image schema/invalid: got number, want string.",
  ],
  ["a null", "replicas: 3", "replicas: null", "spec.replicas schema/invalid: got null, want integer."],
  [
    "a missing field",
    "- name: srs\n        image",
    "- image",
    "spec.template.spec.containers[0] schema/invalid: missing property 'name'.",
  ],
  ["a part of a count", "replicas: 3", "replicas: 1.5", "spec.replicas schema/invalid: got number, want integer."],
  [
    "neither a number nor a name",
    "port: rtmp",
    "port: true",
    "spec.template.spec.containers[0].livenessProbe.httpGet.port schema/invalid: got boolean, want integer or string.",
  ],
  [
    "a quantity that Kubernetes cannot read",
    "512Mi",
    "12Qx",
    "spec.template.spec.containers[0].resources.requests.memory schema/invalid: '12Qx' is no quantity, such as 500m or 512Mi.",
  ],
  [
    "a label that is no text",
    "app.kubernetes.io/name: srs",
    "app.kubernetes.io/name: 5",
    `metadata.labels["app.kubernetes.io/name"] schema/invalid: got number, want string.`,
  ],
])("reports %s in a Deployment", async (_, good, bad, problem) => {
  expect(await check(deployment.replace(good, bad))).toEqual([`Deployment/srs ${problem}`]);
});

test("reports a key that is written twice", async () => {
  expect(await check(deployment.replace("replicas: 3", "replicas: 3\n  replicas: 4"))).toEqual([
    'Deployment/srs  schema/unreadable: error converting YAML to JSON: yaml: unmarshal errors:\n  line 7: key "replicas" already set in map.',
  ]);
});

test.each([
  [
    "an unknown field of an Application",
    application,
    "prune: true",
    "purge: true",
    "Application/srs spec.syncPolicy.automated schema/invalid: additional properties 'purge' not allowed.",
  ],
  [
    "an unknown field of its metadata",
    application,
    "finalizers",
    "finalizer",
    "Application/srs metadata schema/invalid: additional properties 'finalizer' not allowed.",
  ],
  [
    "a wrong type in an Application",
    application,
    "limit: 5",
    'limit: "5"',
    "Application/srs spec.syncPolicy.retry.limit schema/invalid: got string, want integer.",
  ],
  [
    "a missing field of an Application",
    application,
    "project: prod",
    "",
    "Application/srs spec schema/invalid: missing property 'project'.",
  ],
  [
    "an unknown field deep in an ApplicationSet",
    applicationSet,
    "path: a}",
    "paths: a}",
    "ApplicationSet/fleet spec.template.spec.source schema/invalid: additional properties 'paths' not allowed.",
  ],
  [
    "a wrong type in an AppProject",
    project,
    'sourceRepos: ["*"]',
    'sourceRepos: "*"',
    "AppProject/prod spec.sourceRepos schema/invalid: got string, want array.",
  ],
  [
    "what was once an autoscaler's field",
    autoscaler,
    "metrics: [",
    "targetCPUUtilizationPercentage: 60\n  metrics: [",
    "HorizontalPodAutoscaler/srs spec schema/invalid: additional properties 'targetCPUUtilizationPercentage' not allowed.",
  ],
  [
    "what was once an Ingress's backend",
    ingress,
    "service: {name: hls, port: {name: http}}",
    "serviceName: hls",
    "Ingress/hls spec.rules[0].http.paths[0].backend schema/invalid: additional properties 'serviceName' not allowed.",
  ],
  [
    "a Gateway's port that no server has",
    gateway,
    "port: 443",
    "port: 0",
    "Gateway/web spec.listeners[0].port schema/invalid: minimum: got 0, want 1.",
  ],
  [
    "a Gateway without listeners",
    gateway,
    gateway.slice(gateway.indexOf("listeners:")),
    "listeners: []",
    "Gateway/web spec.listeners schema/invalid: minItems: got 0, want 1.",
  ],
  [
    "a route by another word",
    route,
    "type: PathPrefix",
    "type: Prefix",
    "HTTPRoute/hls spec.rules[0].matches[0].path.type schema/invalid: value must be one of 'Exact', 'PathPrefix', 'RegularExpression'.",
  ],
  [
    "a certificate by a wrong word",
    certificate,
    "certificateID",
    "certificateId",
    "YCCertificate/web spec.certificateRef schema/invalid: additional properties 'certificateId' not allowed.",
  ],
  [
    "an unknown field of a ServiceMonitor",
    monitor,
    "sourceLabels",
    "source_labels",
    "ServiceMonitor/srs spec.endpoints[0].relabelings[0] schema/invalid: additional properties 'source_labels' not allowed.",
  ],
  [
    "a time that Prometheus cannot read",
    rule,
    "for: 5m",
    "for: 5 minutes",
    "PrometheusRule/srs spec.groups[0].rules[0].for schema/invalid: '5 minutes' does not match pattern '^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$'.",
  ],
  [
    "an ExternalSecret from another kind of store",
    externalSecret,
    "kind: ClusterSecretStore",
    "kind: Vault",
    "ExternalSecret/stream-auth spec.secretStoreRef.kind schema/invalid: value must be one of 'SecretStore', 'ClusterSecretStore'.",
  ],
])("reports %s", async (_, manifest, good, bad, problem) => {
  expect(await check(manifest.replace(good, bad))).toEqual([problem]);
});

test("reports all that is wrong at once, in a fixed order", async () => {
  const bad = deployment
    .replace("replicas: 3", "replicas: [3]")
    .replace("containerPort: 1935", "containerPort: rtmp, x: 1");
  const manifests = [application.replace("prune: true", "prune: yes please"), bad].join("---");
  const expected = [
    "Application/srs spec.syncPolicy.automated.prune schema/invalid: got string, want boolean.",
    "Deployment/srs spec.replicas schema/invalid: got array, want integer.",
    "Deployment/srs spec.template.spec.containers[0].ports[0] schema/invalid: additional properties 'x' not allowed.",
    "Deployment/srs spec.template.spec.containers[0].ports[0].containerPort schema/invalid: got string, want integer.",
  ];
  for (let round = 0; round < 5; round += 1) expect(await check(manifests)).toEqual(expected);
});

test("reports a kind that has no schema, and a group that is not the kind's own", async () => {
  const manifests =
    "apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: srs}\n---\napiVersion: apps.example.org/v1\nkind: Deployment\nmetadata: {name: a}\n";
  expect(await validate(kubeconform, manifests, { kubernetes: "1.34", schemas: here.schemas })).toEqual([
    {
      id: "schema/invalid",
      severity: "error",
      kind: "Deployment",
      name: "a",
      path: "apiVersion",
      what: "value must be 'apps/v1'.",
    },
    {
      id: "schema/unknown-kind",
      severity: "error",
      kind: "ScaledObject",
      name: "srs",
      what: "There is no schema for keda.sh/v1alpha1 ScaledObject in Kubernetes 1.34, so nothing checked it.",
      fix: "Correct apiVersion and kind, or add the kind to scripts/schemas.ts; a custom one to packages/tools/src/pins.ts.",
    },
  ]);
});

test("reports a Kubernetes version without schemas once, with those that are there", async () => {
  const schemas = temporaryFolder();
  const problems = await validate(kubeconform, deployment + application, { kubernetes: "1.30", schemas });
  expect(problems.map(format)).toEqual([
    "/  schema/unknown-kubernetes: There are no schemas for Kubernetes 1.30; there are some for no version.",
  ]);
  expect(await check(deployment, "1.30")).toEqual([
    "/  schema/unknown-kubernetes: There are no schemas for Kubernetes 1.30; there are some for 1.31, 1.32, 1.33, 1.34, 1.35, 1.36.",
  ]);
});

test.each([
  [
    "text",
    "just text",
    "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal string into Go value of type map[string]interface {}.",
  ],
  [
    "a list",
    "- a",
    "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}.",
  ],
  ["broken YAML", "a: [", "error converting YAML to JSON: yaml: line 1: did not find expected node content."],
  ["no kind", "apiVersion: v1\nmetadata: {name: a}", "error while parsing: missing 'kind' key."],
  ["only comments", "# nothing here", "kubeconform saw no manifest in the text it was given."],
])("reports %s where a manifest should be", async (_, manifests, what) => {
  const problems = await validate(kubeconform, manifests, { kubernetes: "1.34", schemas: here.schemas });
  expect(problems).toEqual([expect.objectContaining({ id: "schema/unreadable", what })]);
});

test("has a schema that works for every kind", async () => {
  for (const folder of [kubernetesFolder("1.31"), kubernetesFolder("1.36"), "custom"]) {
    const known = readdirSync(join(here.schemas, folder)).map((file) => {
      const { properties } = JSON.parse(readFileSync(join(here.schemas, folder, file), "utf8"));
      return { apiVersion: properties.apiVersion.enum[0] as string, kind: properties.kind.enum[0] as string, file };
    });
    for (const { apiVersion, kind, file } of known) {
      const [version = "", group = ""] = apiVersion.split("/").reverse();
      expect(schemaFile({ group, version, kind })).toBe(file);
    }
    const manifests = known.map((object) => JSON.stringify({ ...object, metadata: { name: "a" } })).join("\n---\n");
    const problems = await check(manifests, /1\.\d+/.exec(folder)?.[0]);
    const unexpected = known.map(({ kind }) => `${kind}/a  schema/invalid: additional properties 'file' not allowed.`);
    expect(problems).toEqual(expect.arrayContaining(unexpected));
    expect(problems.filter((problem) => !problem.includes("'file'") && !problem.includes("missing property"))).toEqual(
      [],
    );
  }
});

test("works in a folder whose own name looks like a template", async () => {
  const schemas = join(temporaryFolder(), "{{.ResourceKind}} b");
  await mkdir(join(schemas, "kubernetes"), { recursive: true });
  await cp(join(here.schemas, kubernetesFolder("1.34")), join(schemas, kubernetesFolder("1.34")), { recursive: true });
  expect(await validate(kubeconform, deployment, { kubernetes: "1.34", schemas })).toEqual([]);
});

test.each([
  [
    "fails",
    ["echo 'flag provided but not defined' >&2", "exit 2"],
    "ended with exit code 2 and without a report:\nflag provided but not defined",
  ],
  ["prints garbage", ["echo '{'"], "ended with exit code 0 and without a report."],
])("does not take for valid what a kubeconform that %s looked at", async (_, lines, reason) => {
  const program = writeProgram(join(temporaryFolder(), "kubeconform"), ...lines);
  const error = await validate(program, deployment, { kubernetes: "1.34", schemas: here.schemas }).catch(
    (error) => error,
  );
  expect(error).toBeInstanceOf(ToolError);
  expect(error.message).toContain(reason);
});
