import { exposureOf, visitorsOf } from "@weir/app/address";
import type { Context, Instance, Rendered } from "@weir/app/app";
import { autoscalers, replicasOf } from "@weir/app/scale";
import { routesOf } from "@weir/app/web";
import { recommendedLabels } from "@weir/kubernetes/labels";
import { networkPolicy, type Traffic } from "@weir/kubernetes/network-policy";
import { disruptionBudget, serviceAccount } from "@weir/kubernetes/parts";
import type { Labels } from "@weir/kubernetes/selectors";
import { service } from "@weir/kubernetes/service";
import type { SrsConfig } from "@weir/srs/config";
import { edgeConfig } from "@weir/srs/edge-config";
import { planGrace } from "@weir/srs/grace";
import { monitoring } from "@weir/srs/monitoring";
import { sharedNames } from "@weir/srs/names";
import { clientPortsOf, optionsOf, secretsOf } from "@weir/srs/options/options";
import { keepAddresses } from "@weir/srs/options/publish";
import { restartAnnotations, serverConfigMap } from "@weir/srs/options/reload";
import { srsPodSpec } from "@weir/srs/pod";
import { ports } from "@weir/srs/ports";
import { parseVersion } from "@weir/srs/versions";
import type { IDeployment } from "kubernetes-models/apps/v1";
import { type Door, doorsOf, type Group, runOf, servedBy } from "./doors.ts";
import { isPublishedTo } from "./publishers.ts";
import type { Protocol, Settings } from "./settings.ts";

const name = sharedNames.edge;
const app = { app: name };
const labels = { ...app, ...recommendedLabels({ name: "srs", component: "edge", partOf: "streaming" }) };

/** Services select `app`, which every pod carries, or a cluster's `run`; a Deployment selects `run`, which is its own alone. */
export function render(settings: Settings, context: Context): Rendered {
  const doors = doorsOf(settings);
  const groups = doors.flatMap(({ groups }) => groups);
  const options = optionsOf(settings);
  return {
    shared: [
      ...(settings.clusters
        ? // All clusters together, from inside: it takes what srs-demo publishes.
          [service({ name: sharedNames.edgeService, labels, selector: app, ports: portsOf(servedBy(doors)) })]
        : doors.flatMap((door) => servicesOf(settings, door, labels, app, context))),
      ...doors.flatMap((door) => routesOf(runOf(door.name), labels, [webDoorOf(door)], context)),
      networkPolicy({
        name,
        labels,
        pods: { app: name },
        ingress: [
          ...(settings.clusters ? [] : doors.flatMap((door) => visitsTo(settings, door, context))),
          ...(isPublishedTo(doors, context) ? [{ apps: [sharedNames.demo], ports: [ports.rtmp] }] : []),
          ...options.ingress,
        ],
        egress: [{ apps: [sharedNames.origin], ports: [ports.rtmp] }, ...options.egress],
      }),
      ...(settings.clusters ? doors.map((door) => visitorPolicy(settings, door, context)) : []),
      serviceAccount(name, labels),
      ...secretsOf(settings, labels),
      ...monitoring({ name, labels, metrics: settings.metrics, pods: groups }, context),
    ],
    instances: doors.flatMap((door) => door.groups.map((group) => instanceOf(settings, door, group, context))),
  };
}

/** srs.conf of a group. One Service stands for the origins, one or many: an edge follows their redirects. */
export function configOf(settings: Settings, { version, maxConnections, drain, flv }: Group): SrsConfig {
  return edgeConfig({
    version: parseVersion(version),
    maxConnections,
    origins: [sharedNames.originService],
    drain,
    flv,
    options: optionsOf(settings),
  });
}

function instanceOf(settings: Settings, door: Door, group: Group, context: Context): Instance {
  const run = runOf(group.name);
  const own = { ...labels, run };
  const config = configOf(settings, group);
  const file = serverConfigMap(`${run}-config`, config, settings.reload);
  return {
    name: group.name,
    prefix: `${run}-`,
    labels: { run },
    resources: [
      deployment(settings, group, config, file.metadata.name),
      { ...file, metadata: { ...file.metadata, labels: { run } } },
      disruptionBudget(`${run}-pdb`, own, { run }),
      ...autoscalers(group, `${run}-autoscaling`, own, { kind: "Deployment", name: `${run}-deploy` }),
      ...(settings.clusters ? servicesOf(settings, door, own, { run }, context) : []),
    ],
  };
}

/** The Service at a door's address, and one of its own for the web, which may need another kind. */
function servicesOf(settings: Settings, door: Door, labels: Labels, selector: Labels, context: Context) {
  const { address, web, serves } = door;
  const run = runOf(door.name);
  const { servicePorts } = optionsOf(settings);
  return [
    service({
      name: `${run}-service`,
      labels,
      selector,
      ports: { ...portsOf(serves), ...(serves.includes("flv") && servicePorts) },
      exposure: keepAddresses(exposureOf(address, context), settings.publish),
    }),
    ...(web
      ? [
          service({
            name: `${run}-web`,
            labels,
            selector,
            ports: portsOf(["flv"]),
            exposure: exposureOf(web.address, context),
          }),
        ]
      : []),
  ];
}

function webDoorOf({ name, web }: Door) {
  return { at: web, service: `${runOf(name)}-web`, port: { name: "http", number: ports.http }, endless: true };
}

function portsOf(serves: readonly Protocol[]): Record<string, number> {
  return {
    ...(serves.includes("rtmp") && { rtmp: ports.rtmp }),
    ...(serves.includes("flv") && { http: ports.http }),
  };
}

/** Viewers and a load balancer's health checks. The API stays shut: who reaches it ends sessions. */
function visitsTo(settings: Settings, { address, web, serves }: Door, context: Context): Traffic[] {
  const options = serves.includes("flv") ? clientPortsOf(optionsOf(settings)) : [];
  return [
    { ...visitorsOf(address, context), ports: [...Object.values(portsOf(serves)), ...options] },
    ...(web ? [{ ...visitorsOf(web.address, context), ports: [ports.http] }] : []),
  ];
}

/** What comes in to one cluster, and not to the others. */
function visitorPolicy(settings: Settings, door: Door, context: Context) {
  const run = runOf(door.name);
  return networkPolicy({ name: run, labels, pods: { run }, ingress: visitsTo(settings, door, context) });
}

function deployment(settings: Settings, group: Group, config: SrsConfig, configName: string) {
  const { preStop, terminationGracePeriodSeconds } = planGrace(group.drain, parseVersion(group.version));
  const run = runOf(group.name);
  const own = { ...labels, run };
  const replicas = replicasOf(group);
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: `${run}-deploy`, labels: own },
    spec: {
      ...(replicas !== undefined && { replicas }),
      ...(group.paused && { paused: true }),
      selector: { matchLabels: { run } },
      // One new pod at a time, and no old one leaves before a new one has served for ten seconds.
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      minReadySeconds: 10,
      // Old ReplicaSets name ConfigMaps that are gone: going back is a commit.
      revisionHistoryLimit: 2,
      template: {
        metadata: { labels: own, ...restartAnnotations(config, group.version, settings.reload) },
        spec: srsPodSpec({
          ...group,
          app: name,
          serviceAccount: name,
          configMap: configName,
          preStop,
          terminationGracePeriodSeconds,
          options: optionsOf(settings),
        }),
      },
    },
  } satisfies IDeployment;
}
