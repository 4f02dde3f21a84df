import type { Context, Rendered } from "@weir/app/app";
import { hlsDisk } from "@weir/capacity/hls-disk";
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
import type { IStatefulSet } from "kubernetes-models/apps/v1";
import type { IService } from "kubernetes-models/v1";
import type { Settings } from "./settings.ts";

const name = sharedNames.origin;
const account = "srs-origin-cluster";

export function render(settings: Settings, context: Context): Rendered {
  const config = serverConfigMap(`${name}-config`, configOf(settings, context), settings.reload);
  return {
    shared: [
      statefulSet(settings, config.metadata.name, context),
      config,
      peerService,
      ...originGroup(
        {
          app: account,
          first: { "statefulset.kubernetes.io/pod-name": `${name}-0` },
          options: optionsOf(settings),
          metrics: settings.metrics,
          pods: [{ name: "", maxConnections: settings.max_connections, resources: settings.resources }],
        },
        context,
      ),
    ],
    instances: [],
  };
}

/** srs.conf, the same for all origins: it names each of them as the headless Service does. */
export function configOf(settings: Settings, context: Context): SrsConfig {
  const { version, replicas, max_connections, hls } = settings;
  return originClusterConfig({
    version: parseVersion(version),
    maxConnections: max_connections,
    coworkers: Array.from({ length: replicas }, (_, index) => `${name}-${index}.socs`),
    hls: hls && { path: htmlFolder, ...hls, cached: isFetchedFrom("srs-origin-cluster", context) },
    options: optionsOf(settings),
  });
}

/** The addresses of the single origins. Also before they are ready: they look for each other from the start. */
const peerService = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: hlsServices["srs-origin-cluster"], labels },
  spec: {
    clusterIP: "None",
    publishNotReadyAddresses: true,
    selector,
    ports: [
      { name: "rtmp", port: ports.rtmp, protocol: "TCP", targetPort: "rtmp" },
      { name: "api", port: ports.api, protocol: "TCP", targetPort: "api" },
    ],
  },
} satisfies IService;

function statefulSet(settings: Settings, config: string, context: Context) {
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name, labels },
    spec: {
      replicas: settings.replicas,
      serviceName: peerService.metadata.name,
      selector: { matchLabels: selector },
      // All at once on the first start: no origin waits for another one. Updates still go one by one.
      podManagementPolicy: "Parallel",
      updateStrategy: { type: "RollingUpdate" },
      minReadySeconds: 10,
      revisionHistoryLimit: 2,
      template: {
        metadata: { labels, ...restartAnnotations(configOf(settings, context), settings.version, settings.reload) },
        spec: srsPodSpec({
          app: name,
          serviceAccount: account,
          version: settings.version,
          maxConnections: settings.max_connections,
          resources: settings.resources,
          configMap: config,
          preStop: 5,
          // Origins do not drain: edges hold the viewers, and fetch from another origin as soon as this one leaves.
          terminationGracePeriodSeconds: 30,
          html: htmlOf(settings, context),
          options: optionsOf(settings),
        }),
      },
    },
  } satisfies IStatefulSet;
}

/** On a disk of its own a pod may hold every stream, when the other origins are down. */
function htmlOf({ hls }: Settings, { audience }: Context) {
  if (!hls) return undefined;
  return hls.store === "nas" ? { claim: sharedNames.storageClaim } : { disk: hlsDisk(audience, hls.window) };
}
