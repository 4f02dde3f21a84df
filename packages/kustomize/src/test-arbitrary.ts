import { configMap } from "@weir/kubernetes/config-map";
import { header } from "@weir/kubernetes/generated";
import type { KubernetesObject } from "@weir/kubernetes/object";
import fc, { type Arbitrary } from "fast-check";

/**
 * Manifests for property tests, from few names and values, so that two of them share much and differ in every way
 * there is: entries added, removed, moved and changed, sources that change their type, empty maps and lists.
 */

/** A pair of manifests of one object, or one that only the target has. */
export type Pair = { readonly base: KubernetesObject | undefined; readonly target: KubernetesObject };

const text = fc.constantFrom(
  "a",
  "on",
  "1",
  "1e3",
  "null",
  "~",
  "0x1f",
  "two\nlines\n",
  "tail ",
  " #x",
  "ä: b",
  "",
  "{x}",
);
const word = fc.constantFrom("a", "b", "c", "d");

function optional<Value>(value: Arbitrary<Value>): Arbitrary<Value | undefined> {
  return fc.option(value, { nil: undefined });
}

/** A map with some of the given fields. */
function some(fields: Readonly<Record<string, Arbitrary<unknown>>>): Arbitrary<Record<string, unknown>> {
  return fc.record(fields, { requiredKeys: [] });
}

/** A list without two elements of the same keys. */
function keyed(keys: readonly string[], element: Arbitrary<object>): Arbitrary<object[]> {
  const selector = (element: object) => keys.map((key) => (element as Record<string, unknown>)[key]).join();
  return fc.uniqueArray(element, { selector, maxLength: 4 });
}

const stringMap = fc.dictionary(word, text, { maxKeys: 3 });
const filledMap = fc.dictionary(word, text, { minKeys: 1, maxKeys: 3 });
const list = fc.array(word, { maxLength: 3 });
const numberOrPercent = fc.constantFrom(0, 1, "25%", "50%");
const portName = fc.constantFrom(80, 8080, "http", "rtmp");
const selector = fc.oneof(fc.constant({}), fc.record({ matchLabels: stringMap }));

const notes = some({ labels: filledMap, annotations: filledMap });
const metadata = some({
  labels: filledMap,
  annotations: filledMap,
  finalizers: fc.uniqueArray(word, { minLength: 1 }),
});

const env = fc.oneof(
  fc.record({ name: word, value: fc.oneof(text, fc.constant("APP-deployment")) }),
  fc.record({
    name: word,
    valueFrom: fc.oneof(
      fc.record({ fieldRef: fc.record({ fieldPath: word }) }),
      fc.record({ secretKeyRef: fc.record({ name: word, key: word }) }),
      fc.record({ configMapKeyRef: fc.record({ name: fc.constant("CONFIG"), key: word }) }),
    ),
  }),
);

const port = fc
  .record({ containerPort: fc.constantFrom(53, 80), protocol: fc.constantFrom("TCP", "UDP"), name: optional(word) })
  .map(({ name, ...port }) => (name === undefined ? port : { name, ...port }));

const container = fc
  .tuple(
    word,
    fc.constantFrom("srs:v1", "srs:v2", "registry:5000/nginx:1.29", "registry:5000/nginx@sha256:ab", "plain"),
    some({
      args: list,
      command: list,
      env: keyed(["name"], env),
      ports: keyed(["containerPort", "protocol"], port),
      volumeMounts: keyed(["mountPath"], fc.record({ mountPath: fc.constantFrom("/a", "/b", "/c"), name: word })),
      resources: some({ limits: stringMap, requests: stringMap }),
      securityContext: fc.oneof(fc.constant({}), fc.record({ capabilities: fc.record({ drop: list }) })),
      livenessProbe: fc.oneof(
        fc.record({ tcpSocket: fc.record({ port: portName }), periodSeconds: fc.nat(3) }),
        fc.record({ httpGet: fc.record({ port: portName, path: word }) }),
        fc.record({ exec: fc.record({ command: list }), periodSeconds: fc.nat(3) }),
      ),
      stdin: fc.boolean(),
    }),
  )
  .map(([name, image, fields]) => ({ name, image, ...fields }));

const volume = fc
  .tuple(
    word,
    fc.oneof(
      fc.record({ emptyDir: some({ sizeLimit: fc.constantFrom("1Gi", "2Gi"), medium: fc.constant("Memory") }) }),
      fc.record({ configMap: fc.record({ name: fc.constantFrom("CONFIG", "SHARED"), items: list }) }),
      fc.record({ persistentVolumeClaim: fc.record({ claimName: fc.constantFrom("a", "APP-persistentvolumeclaim") }) }),
      fc.record({ secret: fc.record({ secretName: word }) }),
      fc.record({ projected: fc.record({ sources: fc.constant([{ configMap: { name: "CONFIG" } }]) }) }),
    ),
  )
  .map(([name, source]) => ({ name, ...source }));

const podSpec = fc
  .tuple(
    fc.uniqueArray(container, { selector: ({ name }) => name, minLength: 1, maxLength: 3 }),
    some({
      initContainers: keyed(["name"], container),
      volumes: keyed(["name"], volume),
      hostAliases: keyed(["ip"], fc.record({ ip: fc.constantFrom("10.0.0.1", "10.0.0.2"), hostnames: list })),
      imagePullSecrets: keyed(["name"], fc.record({ name: word })),
      topologySpreadConstraints: keyed(
        ["topologyKey", "whenUnsatisfiable"],
        fc.record({
          topologyKey: word,
          whenUnsatisfiable: fc.constantFrom("DoNotSchedule", "ScheduleAnyway"),
          maxSkew: fc.nat(2),
          labelSelector: selector,
        }),
      ),
      tolerations: fc.array(some({ key: word, operator: word, tolerationSeconds: fc.nat(2) }), { maxLength: 3 }),
      nodeSelector: stringMap,
      affinity: fc.oneof(fc.constant({}), fc.record({ podAntiAffinity: fc.record({ preferred: list }) })),
      securityContext: some({ runAsUser: fc.nat(2), sysctls: fc.array(fc.record({ name: word, value: text })) }),
      terminationGracePeriodSeconds: fc.constantFrom(0, 30, 131),
      serviceAccountName: fc.constantFrom("a", "APP-serviceaccount"),
      hostNetwork: fc.boolean(),
    }),
  )
  .map(([containers, fields]) => ({ containers, ...fields }));

const template = fc.record({ metadata: notes, spec: podSpec });
const deploymentSpec = some({
  replicas: fc.nat(4),
  selector,
  strategy: fc.oneof(
    fc.constant({ type: "Recreate" }),
    fc.record({ type: fc.constant("RollingUpdate"), rollingUpdate: some({ maxSurge: numberOrPercent }) }),
  ),
  template,
});

/** Any value but null: what a custom kind may hold. */
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    fc.oneof(text, fc.integer(), fc.boolean()),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "a/b", "c~d", "list"), tie("value"), { maxKeys: 3 }),
  ),
})).value;

const specs: readonly (readonly [kind: string, apiVersion: string, fields: Arbitrary<object>])[] = [
  ["Deployment", "apps/v1", fc.record({ spec: deploymentSpec })],
  [
    "StatefulSet",
    "apps/v1",
    fc.record({ spec: deploymentSpec.map((spec) => ({ ...spec, serviceName: "APP-service" })) }),
  ],
  ["DaemonSet", "apps/v1", fc.record({ spec: fc.record({ template }) })],
  [
    "CronJob",
    "batch/v1",
    fc.record({ spec: fc.record({ schedule: text, jobTemplate: fc.record({ spec: fc.record({ template }) }) }) }),
  ],
  ["Job", "batch/v1", fc.record({ spec: fc.record({ template }) })],
  [
    "Service",
    "v1",
    fc.record({
      spec: some({
        type: word,
        selector: stringMap,
        loadBalancerSourceRanges: list,
        ports: keyed(
          ["port", "protocol"],
          fc.record({
            name: word,
            port: fc.constantFrom(53, 80),
            protocol: fc.constantFrom("TCP", "UDP"),
            targetPort: portName,
          }),
        ),
      }),
    }),
  ],
  ["PodDisruptionBudget", "policy/v1", fc.record({ spec: some({ maxUnavailable: numberOrPercent, selector }) })],
  [
    "NetworkPolicy",
    "networking.k8s.io/v1",
    fc.record({
      spec: some({
        podSelector: selector,
        policyTypes: list,
        ingress: fc.array(some({ ports: fc.array(fc.record({ port: portName })), from: fc.array(selector) }), {
          maxLength: 2,
        }),
      }),
    }),
  ],
  [
    "PersistentVolumeClaim",
    "v1",
    fc.record({
      spec: some({
        accessModes: list,
        volumeName: fc.constantFrom("a", "APP-persistentvolume"),
        resources: some({ requests: stringMap }),
      }),
    }),
  ],
  [
    "PersistentVolume",
    "v1",
    fc.record({
      spec: fc.oneof(
        fc.record({ csi: fc.record({ driver: word, volumeAttributes: stringMap }), mountOptions: list }),
        fc.record({ nfs: fc.record({ server: word, path: word }), capacity: stringMap }),
      ),
    }),
  ],
  ["ServiceAccount", "v1", some({ automountServiceAccountToken: fc.boolean(), imagePullSecrets: list.map(named) })],
  ["ResourceQuota", "v1", fc.record({ spec: fc.record({ hard: stringMap }) })],
  [
    "HorizontalPodAutoscaler",
    "autoscaling/v2",
    fc.record({
      spec: fc.record({
        minReplicas: fc.nat(3),
        scaleTargetRef: fc.constant({ apiVersion: "apps/v1", kind: "Deployment", name: "APP-deployment" }),
        metrics: fc.array(fc.record({ type: word, resource: fc.record({ name: word }) }), { maxLength: 2 }),
      }),
    }),
  ],
  [
    "Ingress",
    "networking.k8s.io/v1",
    fc.record({
      spec: some({ tls: fc.array(fc.record({ hosts: list })), rules: fc.array(fc.record({ host: word })) }),
    }),
  ],
  ["Recording", "example.org/v1", fc.record({ spec: fc.record({ settings: anything, list: anything }) })],
];

function named(names: readonly string[]): object[] {
  return names.map((name) => ({ name }));
}

const objects = specs.map(
  ([kind, apiVersion, fields]): Arbitrary<KubernetesObject> =>
    fc.tuple(metadata, fields).map(([metadata, fields]) => ({
      apiVersion,
      kind,
      metadata: { name: `APP-${kind.toLowerCase()}`, ...metadata },
      ...fields,
    })),
);

/** One kind of object, of those whose fields always have the same shape. */
export const anyKind: Arbitrary<Arbitrary<KubernetesObject>> = fc.constantFrom(...objects.slice(0, -1));

const pairsByKind = objects.map(
  (object): Arbitrary<Pair> => fc.record({ base: fc.option(object, { nil: undefined, freq: 8 }), target: object }),
);

const configPair: Arbitrary<Pair> = fc
  .tuple(fc.tuple(text, fc.boolean()), fc.tuple(text, fc.boolean(), notes), notes, fc.boolean())
  .map(([[was, hashed], [is, hash, after], before, alone]) => {
    const make = (content: string, hash: boolean, notes: object) => {
      const map = configMap("APP-config", { "srs.conf": header + content, "z.conf": `${header}z` }, { hash });
      return { ...map, metadata: { ...map.metadata, ...notes } };
    };
    return { base: alone ? undefined : make(was, hashed, before), target: make(is, hash, after) };
  });

/** Objects of one app or instance, a ConfigMap among them. */
export const objectPairs: Arbitrary<Pair[]> = fc
  .tuple(configPair, fc.uniqueArray(fc.nat(specs.length - 1), { minLength: 1, maxLength: 5 }))
  .chain(([config, kinds]) =>
    fc.tuple(...kinds.map((kind) => pairsByKind[kind] as Arbitrary<Pair>)).map((pairs) => [config, ...pairs]),
  );

/**
 * The objects with final names, which begin with a prefix, and with the name of their own ConfigMap and of one elsewhere
 * where they mention these.
 */
export function nameObjects(objects: readonly KubernetesObject[], prefix: string, shared: string): KubernetesObject[] {
  const own = objects.find(({ kind }) => kind === "ConfigMap")?.metadata.name ?? "none";
  const text = JSON.stringify(objects)
    .replaceAll('"CONFIG"', JSON.stringify(own))
    .replaceAll('"SHARED"', JSON.stringify(shared));
  return JSON.parse(text.replaceAll("APP-", prefix));
}
