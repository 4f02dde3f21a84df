import type { Context, Rendered } from "@weir/app/app";
import { autoscalers, replicasOf } from "@weir/app/scale";
import { externalSecrets } from "@weir/app/secret";
import { hlsDisk } from "@weir/capacity/hls-disk";
import { configMap } from "@weir/kubernetes/config-map";
import { recommendedLabels } from "@weir/kubernetes/labels";
import { networkPolicy, type Traffic } from "@weir/kubernetes/network-policy";
import { disruptionBudget, serviceAccount } from "@weir/kubernetes/parts";
import { service } from "@weir/kubernetes/service";
import type { XiuConfig } from "@weir/xiu/config";
import { type Doors, renderDoors, visitorsAt } from "@weir/xiu/doors";
import { edgePods, edgeService, edgeSet } from "@weir/xiu/edge-hosts";
import { hlsWindow } from "@weir/xiu/hls-window";
import { edgePrefix, xiuNames } from "@weir/xiu/names";
import { configFiles, xiuPodSpec } from "@weir/xiu/pod";
import { ports } from "@weir/xiu/ports";
import { edge, pulledHost } from "@weir/xiu/relay-nodes";
import { originConfig, pullEdgeConfig } from "@weir/xiu/roles";
import { tokensOf } from "@weir/xiu/tokens";
import { parseVersion } from "@weir/xiu/versions";
import type { IDeployment, IStatefulSet } from "kubernetes-models/apps/v1";
import type { IService } from "kubernetes-models/v1";
import type { Settings } from "./settings.ts";

const app = { app: xiuNames.edge };
const labels = { ...app, ...recommendedLabels({ name: "xiu", component: "edge", partOf: "streaming" }) };

/** Edges that pull are a Deployment, which scales; edges that are pushed to have names of their own, which the origin knows. */
export function render(settings: Settings, context: Context): Rendered {
  const prefix = edgePrefix(context.environment);
  const server = configOf(settings, context);
  const config = configMap("xiu-edge-configmap", configFiles(server));
  const pods = podsOf(settings, server, config.metadata.name, context);
  const own = [
    service({ name: edgeService(context.environment), labels, selector: app, ports: portsOf(settings) }),
    disruptionBudget(`${prefix}pdb`, labels, app),
  ];
  const pulls = settings.pull !== undefined;
  return {
    shared: [
      config,
      networkPolicy({ name: edge, labels, pods: { app: xiuNames.edge }, ...trafficOf(settings, context) }),
      serviceAccount(edge, labels),
      ...renderDoors(doorsOf(settings), { prefix, labels, selector: app }, context),
      ...externalSecrets([settings.secret], labels),
      ...(pulls
        ? autoscalers(settings, `${prefix}autoscaling`, labels, { kind: "Deployment", name: `${prefix}deployment` })
        : [statefulSet(pods, context), hostNames(context), ...own]),
    ],
    instances: pulls
      ? [{ name: "", prefix, labels: {}, resources: [deployment(pods, `${prefix}deployment`), ...own] }]
      : [],
  };
}

/** An edge that pulls has no HLS to show. */
export function doorsOf({ address, hls, flv, pull }: Settings): Doors {
  return { rtmp: { address }, httpflv: flv, ...(pull === undefined && { hls }) };
}

export function configOf(settings: Settings, { environment }: Context): XiuConfig {
  const options = {
    version: parseVersion(settings.version),
    gopNum: settings.gop_num,
    logLevel: settings.log,
    auth: tokensOf(settings),
  };
  return settings.pull === undefined
    ? originConfig({ ...options, hls: settings.hls ?? {} })
    : pullEdgeConfig({ ...options, origin: pulledHost(settings.pull, environment) });
}

function portsOf({ pull }: Settings) {
  return { ...(pull === undefined && { hls: ports.hls }), httpflv: ports.httpflv, rtmp: ports.rtmp };
}

/** Viewers come by the doors; to HTTP without one, from the cluster. RTMP has no such way in: who reaches it may publish, too. */
function trafficOf(settings: Settings, context: Context): { ingress: Traffic[]; egress?: Traffic[] } {
  const { rtmp, ...http } = portsOf(settings);
  const doors = visitorsAt(doorsOf(settings), context);
  const open = new Set(doors.flatMap(({ ports }) => ports));
  const inside = Object.values(http).filter((port) => !open.has(port));
  const origins: Traffic = { apps: [xiuNames.origin], ports: [rtmp] };
  const pulls = settings.pull !== undefined;
  return {
    ingress: [
      ...doors,
      ...(inside.length > 0 ? [{ apps: "anybody", ports: inside } as const] : []),
      ...(pulls ? [] : [origins]),
    ],
    ...(pulls && { egress: [origins] }),
  };
}

/** Seconds that a pod takes to stop. */
export function graceOf(settings: Settings, context: Context): number {
  return podsOf(settings, configOf(settings, context), "", context).template.spec.terminationGracePeriodSeconds;
}

/** What a Deployment and a StatefulSet have in common. */
function podsOf(settings: Settings, config: XiuConfig, configMap: string, { audience }: Context) {
  const replicas = replicasOf(settings);
  return {
    ...(replicas !== undefined && { replicas }),
    selector: { matchLabels: app },
    minReadySeconds: 10,
    revisionHistoryLimit: 2,
    template: {
      metadata: { labels },
      spec: xiuPodSpec({
        app: xiuNames.edge,
        serviceAccount: edge,
        version: settings.version,
        config,
        configMap,
        secret: settings.secret?.secretName,
        drain: settings.drain,
        disk: config.hls && hlsDisk(audience, hlsWindow(settings.hls)),
        resources: settings.resources,
      }),
    },
  };
}

type Pods = ReturnType<typeof podsOf>;

function deployment(pods: Pods, name: string) {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, labels },
    spec: {
      ...pods,
      // One new pod at a time, and no old one leaves before a new one has served for ten seconds.
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    },
  } satisfies IDeployment;
}

function statefulSet(pods: Pods, { environment }: Context) {
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: edgeSet(environment), labels },
    spec: {
      ...pods,
      serviceName: edgePods(environment),
      // No edge waits for another; a release still takes them one by one.
      podManagementPolicy: "Parallel",
    },
  } satisfies IStatefulSet;
}

/** A host name for each pod, as soon as it has an address: the origin gives up for good on a name that is not there. */
function hostNames({ environment }: Context) {
  const { spec, ...rest } = service({
    name: edgePods(environment),
    labels,
    selector: app,
    ports: { rtmp: ports.rtmp },
  });
  return { ...rest, spec: { ...spec, clusterIP: "None", publishNotReadyAddresses: true } } satisfies IService;
}
