import { exposureOf } from "@weir/app/address";
import type { Context, Rendered } from "@weir/app/app";
import { hlsDisk } from "@weir/capacity/hls-disk";
import { configMap } from "@weir/kubernetes/config-map";
import { recommendedLabels } from "@weir/kubernetes/labels";
import { networkPolicy } from "@weir/kubernetes/network-policy";
import { disruptionBudget, serviceAccount } from "@weir/kubernetes/parts";
import { service } from "@weir/kubernetes/service";
import type { SrsConfig } from "@weir/srs/config";
import { sharedNames } from "@weir/srs/names";
import { originConfig } from "@weir/srs/origin-config";
import { htmlFolder, srsPodSpec } from "@weir/srs/pod";
import { ports } from "@weir/srs/ports";
import { renderConfig } from "@weir/srs/render-config";
import type { IDeployment } from "kubernetes-models/apps/v1";
import type { Settings } from "./settings.ts";

const name = sharedNames.origin;
const app = { app: name };
const labels = { ...app, ...recommendedLabels({ name: "srs", component: "origin", partOf: "streaming" }) };
const publicPorts = { rtmp: ports.rtmp, http: ports.http };

export function render(settings: Settings, context: Context): Rendered {
  const config = configMap(`${name}-config`, { "srs.conf": renderConfig(configOf(settings)) });
  return {
    shared: [
      deployment(settings, config.metadata.name, context),
      config,
      service({
        name: sharedNames.originService,
        labels,
        selector: app,
        ports: publicPorts,
        exposure: exposureOf(settings.address, context),
      }),
      disruptionBudget(`${name}-pdb`, labels, app),
      networkPolicy({ name, labels, app: name, ingress: ingressOf(settings) }),
      serviceAccount(name, labels),
    ],
    instances: [],
  };
}

export function configOf({ max_connections, hls }: Settings): SrsConfig {
  return originConfig({ maxConnections: max_connections, hls: hls && { path: htmlFolder, ...hls } });
}

/** With an address anybody may connect; without one, the edges of this environment. */
function ingressOf({ address }: Settings) {
  if (address !== undefined) return [{ apps: "anybody", ports: Object.values(publicPorts) } as const];
  return [{ apps: [sharedNames.edge], ports: [ports.rtmp] }];
}

function deployment(settings: Settings, config: string, context: Context) {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: `${name}-deploy`, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: app },
      // Two at a time would each have half of the streams behind one Service: the old one goes first.
      strategy: { type: "Recreate" },
      revisionHistoryLimit: 2,
      template: {
        metadata: { labels },
        spec: srsPodSpec({
          app: name,
          serviceAccount: name,
          version: settings.version,
          maxConnections: settings.max_connections,
          resources: settings.resources,
          configMap: config,
          preStop: 5,
          // It does not drain: nobody else could take over while it does.
          terminationGracePeriodSeconds: 30,
          html: settings.hls && { disk: hlsDisk(context.audience, settings.hls.window) },
        }),
      },
    },
  } satisfies IDeployment;
}
