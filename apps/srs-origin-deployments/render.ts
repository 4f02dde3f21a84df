import type { Context, Instance, Rendered } from "@weir/app/app";
import { hlsDisk } from "@weir/capacity/hls-disk";
import { service } from "@weir/kubernetes/service";
import type { SrsConfig } from "@weir/srs/config";
import { hlsServices, sharedNames } from "@weir/srs/names";
import { optionsOf } from "@weir/srs/options/options";
import { restartAnnotations, serverConfigMap } from "@weir/srs/options/reload";
import { isFetchedFrom, originLabels as labels, originSelector as selector } from "@weir/srs/origin";
import { originClusterConfig } from "@weir/srs/origin-config";
import { originGroup } from "@weir/srs/origin-group";
import { htmlFolder, srsPodSpec } from "@weir/srs/pod";
import { ports } from "@weir/srs/ports";
import { parseVersion } from "@weir/srs/versions";
import type { IDeployment } from "kubernetes-models/apps/v1";
import type { IService } from "kubernetes-models/v1";
import { type Origin, originsOf, type Settings } from "./settings.ts";

const name = sharedNames.origin;
const account = "srs-origin-deployments";

/** Services and the budget select `app`, which every origin carries; a Deployment selects `run`, which is its own. */
export function render(settings: Settings, context: Context): Rendered {
  const origins = originsOf(settings);
  return {
    shared: [
      ...originGroup(
        {
          app: account,
          first: { run: runOf("0") },
          options: optionsOf(settings),
          metrics: settings.metrics,
          pods: origins.map((origin) => ({ ...origin, name: origin.number })),
        },
        context,
      ),
      ...(isFetchedFrom(account, context) ? [everyOrigin] : []),
    ],
    instances: origins.map((origin) => instanceOf(origin, settings, context)),
  };
}

/** The addresses of the single origins, for nginx: it asks one after another for a file that is on one disk alone. */
const everyOrigin = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: hlsServices["srs-origin-deployments"], labels },
  spec: {
    clusterIP: "None",
    selector,
    ports: [{ name: "http", port: ports.http, protocol: "TCP", targetPort: "http" }],
  },
} satisfies IService;

/** srs.conf, the same for all origins but for what one has otherwise: it names each of them by its own Service. */
export function configOf({ version, maxConnections }: Origin, settings: Settings, context: Context): SrsConfig {
  const { hls } = settings;
  return originClusterConfig({
    version: parseVersion(version),
    maxConnections,
    coworkers: originsOf(settings).map(({ number }) => `${runOf(number)}-socs`),
    hls: hls && { path: htmlFolder, ...hls, cached: isFetchedFrom("srs-origin-deployments", context) },
    options: optionsOf(settings),
  });
}

function runOf(number: string): string {
  return `${name}-${number}`;
}

function instanceOf(origin: Origin, settings: Settings, context: Context): Instance {
  const run = runOf(origin.number);
  const own = { ...labels, run };
  const config = serverConfigMap(`${run}-config`, configOf(origin, settings, context), settings.reload);
  return {
    name: origin.number,
    prefix: `${run}-`,
    labels: { run },
    resources: [
      deployment(origin, settings, context, config.metadata.name),
      { ...config, metadata: { ...config.metadata, labels: { run } } },
      // What coworkers ask, and where they send an edge for a stream of this origin's.
      service({ name: `${run}-socs`, labels: own, selector: { run }, ports: { rtmp: ports.rtmp, api: ports.api } }),
    ],
  };
}

function deployment(origin: Origin, settings: Settings, context: Context, config: string) {
  const run = runOf(origin.number);
  const own = { ...labels, run };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: {
      name: `${run}-deploy`,
      labels: own,
      // Argo CD waits until one is healthy before it changes the next: a setting of all then stops one origin at a time.
      annotations: { "argocd.argoproj.io/sync-wave": origin.number },
    },
    spec: {
      replicas: 1,
      selector: { matchLabels: { run } },
      // Two at a time would each have half of this origin's streams behind its one Service: the old one goes first.
      strategy: { type: "Recreate" },
      revisionHistoryLimit: 2,
      template: {
        metadata: {
          labels: own,
          ...restartAnnotations(configOf(origin, settings, context), origin.version, settings.reload),
        },
        spec: srsPodSpec({
          ...origin,
          app: name,
          serviceAccount: account,
          configMap: config,
          preStop: 5,
          // Origins do not drain: edges hold the viewers, and fetch from another origin as soon as this one leaves.
          terminationGracePeriodSeconds: 30,
          html: htmlOf(settings, context),
          options: optionsOf(settings),
        }),
      },
    },
  } satisfies IDeployment;
}

/** On a disk of its own a pod may hold every stream, when the other origins are down. */
function htmlOf({ hls }: Settings, { audience }: Context) {
  if (!hls) return undefined;
  return hls.store === "nas" ? { claim: sharedNames.storageClaim } : { disk: hlsDisk(audience, hls.window) };
}
