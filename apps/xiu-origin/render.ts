import type { Context, Rendered } from "@weir/app/app";
import { externalSecrets } from "@weir/app/secret";
import { hlsDisk } from "@weir/capacity/hls-disk";
import { configMap } from "@weir/kubernetes/config-map";
import { recommendedLabels } from "@weir/kubernetes/labels";
import { networkPolicy, type Traffic } from "@weir/kubernetes/network-policy";
import { disruptionBudget, serviceAccount } from "@weir/kubernetes/parts";
import { service } from "@weir/kubernetes/service";
import type { XiuConfig } from "@weir/xiu/config";
import { type Doors, renderDoors, visitorsAt } from "@weir/xiu/doors";
import { hlsWindow } from "@weir/xiu/hls-window";
import { notifyTable, notifyTraffic } from "@weir/xiu/http-notify";
import { originPrefix, originService, xiuNames } from "@weir/xiu/names";
import { configFiles, xiuPodSpec } from "@weir/xiu/pod";
import { ports } from "@weir/xiu/ports";
import { type EdgeRelay, edge, isFetchedByNginx, origin, pushedHosts } from "@weir/xiu/relay-nodes";
import { originConfig, pushOriginConfig } from "@weir/xiu/roles";
import { tokensOf } from "@weir/xiu/tokens";
import { parseVersion } from "@weir/xiu/versions";
import type { IDeployment } from "kubernetes-models/apps/v1";
import type { Settings } from "./settings.ts";

const app = { app: xiuNames.origin };
const labels = { ...app, ...recommendedLabels({ name: "xiu", component: "origin", partOf: "streaming" }) };

/** Names begin with the environment's stage, as the article's do, all but the ConfigMap's. */
export function render(settings: Settings, context: Context): Rendered {
  const prefix = originPrefix(context.environment);
  const server = configOf(settings, context);
  const config = configMap(xiuNames.configMap, configFiles(server));
  return {
    shared: [
      config,
      networkPolicy({
        name: origin,
        labels,
        pods: { app: xiuNames.origin },
        ingress: ingressOf(settings, context),
        ...egressOf(settings),
      }),
      serviceAccount(origin, labels),
      ...renderDoors(doorsOf(settings), { prefix, labels, selector: app }, context),
      ...externalSecrets([settings.secret], labels),
    ],
    instances: [
      {
        name: "",
        prefix,
        labels: {},
        resources: [
          deployment(settings, server, config.metadata.name, context),
          // What edges and nginx dial. Never the API: nobody is asked for a password there, and one request stops the server for good.
          service({
            name: originService(context.environment),
            labels,
            selector: app,
            ports: { ...(server.hls && { hls: ports.hls }), httpflv: ports.httpflv, rtmp: ports.rtmp },
          }),
          disruptionBudget(`${prefix}pdb`, labels, app),
        ],
      },
    ],
  };
}

export function doorsOf({ address, hls, flv }: Settings): Doors {
  return { rtmp: { address }, hls, httpflv: flv };
}

/** xiu.toml. HLS where somebody reads it. What it pushes to is every pod of the edges, because xiu takes no Service for several. */
export function configOf(settings: Settings, context: Context): XiuConfig {
  const { httpnotify } = settings;
  const options = {
    version: parseVersion(settings.version),
    gopNum: settings.gop_num,
    logLevel: settings.log,
    hls: settings.hls ?? (isFetchedByNginx(context) ? {} : undefined),
    auth: tokensOf(settings),
  };
  const config = settings.push
    ? pushOriginConfig({ ...options, edges: pushedHosts(settings, context) })
    : originConfig(options);
  return { ...config, ...(httpnotify && { httpnotify: notifyTable(httpnotify) }) };
}

function ingressOf(settings: Settings, context: Context): Traffic[] {
  const { settingsOf } = context;
  const pulls = (settingsOf(edge) as EdgeRelay | undefined)?.pull === origin;
  const demo = (settingsOf("srs-demo") as { publishTo?: string } | undefined)?.publishTo === origin;
  const rtmp = [...(pulls ? [xiuNames.edge] : []), ...(demo ? ["srs-demo"] : [])];
  return [
    ...visitorsAt(doorsOf(settings), context),
    ...(rtmp.length > 0 ? [{ apps: rtmp, ports: [ports.rtmp] }] : []),
    ...(isFetchedByNginx(context) ? [{ apps: ["nginx-origin"], ports: [ports.hls] }] : []),
  ];
}

function egressOf({ push, httpnotify }: Settings) {
  const egress: Traffic[] = [
    ...(push ? [{ apps: [xiuNames.edge], ports: [ports.rtmp] }] : []),
    ...(httpnotify ? [notifyTraffic(httpnotify)] : []),
  ];
  return egress.length > 0 ? { egress } : {};
}

function deployment(settings: Settings, config: XiuConfig, configMap: string, context: Context) {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: `${originPrefix(context.environment)}deployment`, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: app },
      // The new pod first: an edge whose pull once finds no origin never pulls again, and a release whose image does not start
      // ends nothing. The old one leaves the Service as soon as the new one is ready, so publishers come back to the new one.
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      revisionHistoryLimit: 2,
      template: {
        metadata: { labels },
        spec: xiuPodSpec({
          app: xiuNames.origin,
          serviceAccount: origin,
          version: settings.version,
          config,
          configMap,
          secret: settings.secret?.secretName,
          // Publishers would stay where no new viewer finds them.
          drain: 0,
          disk: config.hls && hlsDisk(context.audience, hlsWindow(settings.hls)),
          resources: settings.resources,
        }),
      },
    },
  } satisfies IDeployment;
}
