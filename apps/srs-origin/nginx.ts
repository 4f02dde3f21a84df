import { exposureOf, visitorsOf } from "@weir/app/address";
import type { Context } from "@weir/app/app";
import { routesOf, webAt } from "@weir/app/web";
import { configMap } from "@weir/kubernetes/config-map";
import { service } from "@weir/kubernetes/service";
import { egressOf } from "@weir/nginx/options";
import { nginxPod } from "@weir/nginx/pod";
import { sidecarPorts } from "@weir/nginx/ports";
import { configFiles } from "@weir/nginx/render-config";
import { originLabels as labels, originSelector as selector } from "@weir/srs/origin";
import { htmlFolder } from "@weir/srs/pod";
import type { Settings } from "./settings.ts";

const { http, https } = sidecarPorts;
/** Seconds for a segment that is being sent: less than the pod has. */
const drain = 20;

/** nginx beside the server, on the same disk, and what it brings along; nothing without the setting, or without HLS. */
export function nginxOf({ name, hls, nginx, resources }: Settings, context: Context) {
  if (!hls || !nginx) return undefined;
  const { address, tls, http2, auth, proxy, version } = nginx;
  const served = { version, tls, http2, auth, proxy, ports: sidecarPorts, root: htmlFolder, pages: true, drain };
  const config = configMap(`${name}-nginx-config`, configFiles(served));
  const { cpu = "100m", memory = "128Mi" } = nginx.resources;
  const door = {
    at: webAt(nginx),
    service: "srs-http-service",
    port: { name: http.name, number: 80 },
    endless: false,
  };
  return {
    config,
    pod: nginxPod({
      settings: served,
      configMap: config.metadata.name,
      resources: { cpu, memory, qos: resources.qos },
      html: "html",
    }),
    shared: [
      service({
        name: door.service,
        labels,
        selector,
        ports: { [http.name]: door.port.number, ...(tls && { [https.name]: 443 }) },
        exposure: exposureOf(address, context),
      }),
      ...routesOf("srs-http", labels, [door], context),
    ],
    ingress:
      address === undefined
        ? []
        : [{ ...visitorsOf(address, context), ports: [http.number, ...(tls ? [https.number] : [])] }],
    egress: egressOf(nginx),
  };
}
