import { exposureOf, visitorsOf } from "@weir/app/address";
import type { Context, Rendered } from "@weir/app/app";
import { autoscalers, replicasOf } from "@weir/app/scale";
import { externalSecrets } from "@weir/app/secret";
import { routesOf, webAt } from "@weir/app/web";
import { configMap } from "@weir/kubernetes/config-map";
import { recommendedLabels } from "@weir/kubernetes/labels";
import { networkPolicy } from "@weir/kubernetes/network-policy";
import { disruptionBudget, serviceAccount, spreadOverNodes } from "@weir/kubernetes/parts";
import { podSecurity } from "@weir/kubernetes/security";
import { service } from "@weir/kubernetes/service";
import { egressOf } from "@weir/nginx/options";
import { nginxPod, preStop } from "@weir/nginx/pod";
import { ownPorts } from "@weir/nginx/ports";
import { configFiles } from "@weir/nginx/render-config";
import type { NginxSettings } from "@weir/nginx/settings";
import { sharedNames } from "@weir/srs/names";
import type { IDeployment } from "kubernetes-models/apps/v1";
import { contentOf, egressToSource, sourceOf } from "./content.ts";
import type { Settings } from "./settings.ts";

const name = sharedNames.nginx;
export const deploymentName = `${name}-deploy`;
const account = "nginx-hls";
const app = { app: name };
const labels = { ...app, ...recommendedLabels({ name: "nginx", component: "hls", partOf: "streaming" }) };
const { http, https } = ownPorts;

/** The image's own user. */
const nginxUser = { uid: 101, gid: 101 };
/** Seconds for a segment that is being sent. */
const drain = 30;

export function render(settings: Settings, context: Context): Rendered {
  const { address, tls } = settings;
  const config = configMap("nginx-hls-config", configFiles(nginxOf(settings, context)));
  const egress = [...egressToSource(settings, context), ...egressOf(settings)];
  const servicePorts = { [http.name]: 80, ...(tls && { [https.name]: 443 }) };
  const door = {
    at: webAt(settings),
    service: "srs-http-service",
    port: { name: http.name, number: 80 },
    endless: false,
  };
  return {
    shared: [
      deployment(settings, config.metadata.name, context),
      config,
      service({
        name: door.service,
        labels,
        selector: app,
        ports: servicePorts,
        exposure: exposureOf(address, context),
      }),
      ...routesOf(account, labels, [door], context),
      ...autoscalers(settings, `${name}-autoscaling`, labels, { kind: "Deployment", name: deploymentName }),
      disruptionBudget(`${name}-pdb`, labels, app),
      networkPolicy({
        name: account,
        labels,
        pods: app,
        ingress: [{ ...visitorsOf(address, context), ports: [http.number, ...(tls ? [https.number] : [])] }],
        ...(egress.length > 0 && { egress }),
      }),
      ...externalSecrets([tls], labels),
      serviceAccount(account, labels),
    ],
    instances: [],
  };
}

function nginxOf(settings: Settings, context: Context): NginxSettings {
  const { version, tls, http2, auth, proxy } = settings;
  return { version, ports: ownPorts, drain, tls, http2, auth, proxy, ...contentOf(settings, context) };
}

function deployment(settings: Settings, config: string, context: Context) {
  const nginx = nginxPod({
    settings: nginxOf(settings, context),
    configMap: config,
    resources: settings.resources,
    html: "html",
  });
  const replicas = replicasOf(settings);
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: deploymentName, labels },
    spec: {
      ...(replicas !== undefined && { replicas }),
      selector: { matchLabels: app },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      minReadySeconds: 10,
      revisionHistoryLimit: 2,
      template: {
        metadata: { labels },
        spec: {
          ...podSecurity(nginxUser),
          serviceAccountName: account,
          terminationGracePeriodSeconds: preStop + drain + 5,
          topologySpreadConstraints: spreadOverNodes(app),
          containers: [nginx.container],
          volumes: [
            ...nginx.volumes,
            ...(sourceOf(settings, context)
              ? []
              : [{ name: "html", persistentVolumeClaim: { claimName: sharedNames.storageClaim, readOnly: true } }]),
          ],
        },
      },
    },
  } satisfies IDeployment;
}
