import type { Context } from "@weir/app/app";
import type { Traffic } from "@weir/kubernetes/network-policy";
import { documentRoot } from "@weir/nginx/ports";
import type { Content, Origin } from "@weir/nginx/settings";
import { hlsServices, sharedNames } from "@weir/srs/names";
import { ports as srsPorts } from "@weir/srs/ports";
import { originService, xiuNames } from "@weir/xiu/names";
import { ports as xiuPorts } from "@weir/xiu/ports";
import type { Settings } from "./settings.ts";

interface Source extends Omit<Origin, "cache"> {
  /** The label `app` of its pods. */
  readonly app: string;
}

/**
 * The origin that HLS comes from; none, from the shared file system. Of several SRS origins one has a stream, so it takes the
 * name that stands for all of them: their number is nowhere in nginx.conf. `hls_ctx` is SRS's word for a viewer's session
 * (srs_app_http_static.cpp), `token` what xiu asks viewers for (commonlib, auth.rs).
 */
export function sourceOf({ from }: Settings, { environment }: Context): Source | undefined {
  const srs = { app: sharedNames.origin, port: srsPorts.http, argument: "hls_ctx" };
  switch (from) {
    case "srs-storage":
      return undefined;
    case "srs-origin":
    case "srs-origin-cluster":
    case "srs-origin-deployments":
      return { ...srs, service: hlsServices[from] };
    case "xiu-origin":
      return { app: xiuNames.origin, port: xiuPorts.hls, argument: "token", service: originService(environment) };
  }
}

export function contentOf(settings: Settings, context: Context): Content {
  const source = sourceOf(settings, context);
  if (!source) return { root: documentRoot, folder: settings.root, pages: settings.pages };
  const { service, port, argument } = source;
  return { origin: { service, port, argument, cache: settings.cache?.size ?? "1Gi" } };
}

/** What its NetworkPolicy must let nginx call for HLS. */
export function egressToSource(settings: Settings, context: Context): Traffic[] {
  const source = sourceOf(settings, context);
  return source ? [{ apps: [source.app], ports: [source.port] }] : [];
}
