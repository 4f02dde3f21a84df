import { exposureOf, visitorsOf } from "@weir/app/address";
import type { Context, Instance, Rendered } from "@weir/app/app";
import { externalSecrets } from "@weir/app/secret";
import { routesOf, webAt } from "@weir/app/web";
import { hlsDisk } from "@weir/capacity/hls-disk";
import { networkPolicy, type Traffic } from "@weir/kubernetes/network-policy";
import { disruptionBudget, serviceAccount } from "@weir/kubernetes/parts";
import { service } from "@weir/kubernetes/service";
import type { SrsConfig } from "@weir/srs/config";
import { monitoring } from "@weir/srs/monitoring";
import { sharedNames } from "@weir/srs/names";
import { clientPortsOf, optionsOf } from "@weir/srs/options/options";
import { keepAddresses } from "@weir/srs/options/publish";
import { restartAnnotations, serverConfigMap } from "@weir/srs/options/reload";
import { callersOf, isFetchedFrom, originLabels, originSelector } from "@weir/srs/origin";
import { originConfig } from "@weir/srs/origin-config";
import { htmlFolder, srsPodSpec } from "@weir/srs/pod";
import { ports } from "@weir/srs/ports";
import { parseVersion } from "@weir/srs/versions";
import type { IDeployment } from "kubernetes-models/apps/v1";
import { nginxOf } from "./nginx.ts";
import type { Settings } from "./settings.ts";

const account = sharedNames.origin;

/** One instance, so that its objects can be called srs-deploy too; what others know it by is the same under both names. */
export function render(settings: Settings, context: Context): Rendered {
  const { address, publish } = settings;
  const options = optionsOf(settings);
  const nginx = nginxOf(settings, context);
  const egress = [...options.egress, ...(nginx?.egress ?? [])];
  return {
    shared: [
      service({
        name: sharedNames.originService,
        labels: originLabels,
        selector: originSelector,
        ports: {
          rtmp: ports.rtmp,
          ...(isHttpHere(settings, context) && { http: ports.http, ...options.servicePorts }),
        },
        exposure: keepAddresses(exposureOf(address, context), publish),
      }),
      ...webOf(settings, context),
      ...(nginx?.shared ?? []),
      networkPolicy({
        name: account,
        labels: originLabels,
        pods: originSelector,
        ingress: [...doorsOf(settings, context), ...(nginx?.ingress ?? []), ...options.ingress],
        ...(egress.length > 0 && { egress }),
      }),
      serviceAccount(account, originLabels),
      // nginx may share the certificate of https.
      ...externalSecrets([settings.https, nginx && settings.nginx?.tls], originLabels),
      ...monitoring(
        {
          name: sharedNames.origin,
          labels: originLabels,
          metrics: settings.metrics,
          pods: [{ name: "", maxConnections: settings.max_connections, resources: settings.resources }],
        },
        context,
      ),
    ],
    instances: [instanceOf(settings, context)],
  };
}

export function configOf(settings: Settings, context: Context): SrsConfig {
  const { version, max_connections, hls } = settings;
  return originConfig({
    version: parseVersion(version),
    maxConnections: max_connections,
    hls: hls && { path: htmlFolder, ...hls, cached: isFetchedFrom("srs-origin", context) },
    options: optionsOf(settings),
  });
}

/** The addresses at which it is known by host names. */
export function webAddressesOf({ flv, hls }: Settings): string[] {
  return [...new Set([flv?.address, hls?.address])].filter((address) => address !== undefined);
}

/**
 * Whether HTTP goes through the same Service as RTMP: not where viewers have host names, since an address for publishers may
 * be for some and theirs is for all.
 */
function isHttpHere(settings: Settings, context: Context): boolean {
  return webAddressesOf(settings).length === 0 || isFetchedFrom("srs-origin", context);
}

/** Whoever reaches its addresses may connect; where RTMP is not open to anybody, the environment's own callers too. */
function doorsOf(settings: Settings, context: Context): Traffic[] {
  const { address } = settings;
  const web = webAddressesOf(settings);
  const http = web.length === 0 ? [ports.http, ...clientPortsOf(optionsOf(settings))] : [];
  const open = address !== undefined && "apps" in visitorsOf(address, context);
  return [
    ...(address === undefined ? [] : [{ ...visitorsOf(address, context), ports: [ports.rtmp, ...http] }]),
    ...web.map((name) => ({ ...visitorsOf(name, context), ports: [ports.http] })),
    ...(open ? [] : callersOf("srs-origin", context)),
  ];
}

/**
 * What brings host names to it: a Service of its own, which may need another kind, and routes. Those are apart, because an
 * HTTP-FLV response lasts as long as somebody watches, and a playlist's does not.
 */
function webOf(settings: Settings, context: Context) {
  const { flv, hls } = settings;
  const [address] = webAddressesOf(settings);
  if (address === undefined) return [];
  const door = { service: `${sharedNames.origin}-web`, port: { name: "http", number: ports.http } };
  return [
    service({
      name: door.service,
      labels: originLabels,
      selector: originSelector,
      ports: { http: ports.http },
      exposure: exposureOf(address, context),
    }),
    ...routesOf("srs-flv", originLabels, [{ ...door, at: flv, endless: true }], context),
    ...routesOf("srs-hls", originLabels, [{ ...door, at: webAt(hls ?? {}), endless: false }], context),
  ];
}

function instanceOf(settings: Settings, context: Context): Instance {
  const { name, reload } = settings;
  const run = { run: name };
  const own = { ...originLabels, ...run };
  const config = serverConfigMap(`${name}-config`, configOf(settings, context), reload);
  const nginx = nginxOf(settings, context);
  return {
    name: "",
    prefix: `${name}-`,
    labels: run,
    resources: [
      deployment(settings, context, config.metadata.name),
      ...[config, ...(nginx ? [nginx.config] : [])].map((config) => ({
        ...config,
        metadata: { ...config.metadata, labels: run },
      })),
      disruptionBudget(`${name}-pdb`, own, run),
    ],
  };
}

function deployment(settings: Settings, context: Context, config: string) {
  const { name, version, hls, reload } = settings;
  const own = { ...originLabels, run: name };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: `${name}-deploy`, labels: own },
    spec: {
      replicas: 1,
      selector: { matchLabels: { run: name } },
      // Two at a time would each have half of the streams behind one Service: the old one goes first.
      strategy: { type: "Recreate" },
      revisionHistoryLimit: 2,
      template: {
        metadata: { labels: own, ...restartAnnotations(configOf(settings, context), version, reload) },
        spec: srsPodSpec({
          app: sharedNames.origin,
          serviceAccount: account,
          version,
          maxConnections: settings.max_connections,
          resources: settings.resources,
          configMap: config,
          preStop: 5,
          // It does not drain: nobody else could take over while it does.
          terminationGracePeriodSeconds: 30,
          html: hls && { disk: hlsDisk(context.audience, hls.window) },
          pages: hls !== undefined,
          beside: nginxOf(settings, context)?.pod,
          options: optionsOf(settings),
        }),
      },
    },
  } satisfies IDeployment;
}
