import { exposureOf } from "@weir/app/address";
import type { Context, Instance, Rendered } from "@weir/app/app";
import { configMap } from "@weir/kubernetes/config-map";
import { recommendedLabels } from "@weir/kubernetes/labels";
import { networkPolicy } from "@weir/kubernetes/network-policy";
import { disruptionBudget, serviceAccount } from "@weir/kubernetes/parts";
import { service } from "@weir/kubernetes/service";
import type { SrsConfig } from "@weir/srs/config";
import { edgeConfig } from "@weir/srs/edge-config";
import { planGrace } from "@weir/srs/grace";
import { sharedNames } from "@weir/srs/names";
import { srsPodSpec } from "@weir/srs/pod";
import { ports } from "@weir/srs/ports";
import { renderConfig } from "@weir/srs/render-config";
import { parseVersion } from "@weir/srs/versions";
import type { IDeployment } from "kubernetes-models/apps/v1";
import { type Settings, type Track, tracksOf } from "./settings.ts";

const name = sharedNames.edge;
const app = { app: name };
const labels = { ...app, ...recommendedLabels({ name: "srs", component: "edge", partOf: "streaming" }) };
const publicPorts = { rtmp: ports.rtmp, http: ports.http };

/** Services select `app`, which every track carries; a Deployment selects `run`, which is its track's alone. */
export function render(settings: Settings, context: Context): Rendered {
  return {
    shared: [
      service({
        name: "srs-edge-service",
        labels,
        selector: app,
        ports: publicPorts,
        exposure: exposureOf(settings.address, context),
      }),
      networkPolicy({
        name,
        labels,
        app: name,
        // Viewers and a load balancer's health checks come from anywhere. The API stays shut: who reaches it ends sessions.
        ingress: [{ apps: "anybody", ports: Object.values(publicPorts) }],
        egress: [{ apps: [sharedNames.origin], ports: [ports.rtmp] }],
      }),
      serviceAccount(name, labels),
    ],
    instances: tracksOf(settings).map(instanceOf),
  };
}

/** srs.conf of a track. One Service stands for the origins, one or many: an edge follows their redirects. */
export function configOf({ version, maxConnections, drain }: Track): SrsConfig {
  const origins = [sharedNames.originService];
  return edgeConfig({ version: parseVersion(version), maxConnections, origins, drain });
}

function instanceOf(track: Track): Instance {
  const run = track.name ? `${name}-${track.name}` : name;
  const config = configMap(`${run}-config`, { "srs.conf": renderConfig(configOf(track)) });
  return {
    name: track.name,
    prefix: `${run}-`,
    labels: { run },
    resources: [
      deployment(track, run, config.metadata.name),
      { ...config, metadata: { ...config.metadata, labels: { run } } },
      disruptionBudget(`${run}-pdb`, { ...labels, run }, { run }),
    ],
  };
}

function deployment(track: Track, run: string, config: string) {
  const { preStop, terminationGracePeriodSeconds } = planGrace(track.drain, parseVersion(track.version));
  const own = { ...labels, run };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: `${run}-deploy`, labels: own },
    spec: {
      replicas: track.replicas,
      selector: { matchLabels: { run } },
      // One new pod at a time, and no old one leaves before a new one has served for ten seconds.
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      minReadySeconds: 10,
      // Old ReplicaSets name ConfigMaps that are gone: going back is a commit.
      revisionHistoryLimit: 2,
      template: {
        metadata: { labels: own },
        spec: srsPodSpec({
          ...track,
          app: name,
          serviceAccount: name,
          configMap: config,
          preStop,
          terminationGracePeriodSeconds,
        }),
      },
    },
  } satisfies IDeployment;
}
