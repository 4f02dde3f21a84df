import { exposureOf } from "@weir/app/address";
import type { Context, Rendered } from "@weir/app/app";
import { containerResources } from "@weir/app/resources";
import { configMap } from "@weir/kubernetes/config-map";
import { recommendedLabels } from "@weir/kubernetes/labels";
import { networkPolicy } from "@weir/kubernetes/network-policy";
import { disruptionBudget, serviceAccount, spreadOverNodes } from "@weir/kubernetes/parts";
import { http, livenessProbe, readinessProbe, startupProbe } from "@weir/kubernetes/probes";
import { containerSecurity, podSecurity } from "@weir/kubernetes/security";
import { service } from "@weir/kubernetes/service";
import { commandFor, healthPath, port, renderConfig } from "@weir/nginx/render-config";
import { sharedNames } from "@weir/srs/names";
import type { IDeployment } from "kubernetes-models/apps/v1";
import type { Settings } from "./settings.ts";

const name = "nginx-origin";
const account = "nginx-hls";
const app = { app: name };
const labels = { ...app, ...recommendedLabels({ name: "nginx", component: "hls", partOf: "streaming" }) };

/** The image's own user. */
const nginxUser = { uid: 101, gid: 101 };
const folder = "/html";
const preStop = 5;
/** Seconds for a segment that is being sent. */
const drain = 30;

export function render(settings: Settings, context: Context): Rendered {
  const config = configMap("nginx-hls-config", { "nginx.conf": renderConfig({ root: folder, drain }) });
  return {
    shared: [
      deployment(settings, config.metadata.name),
      config,
      service({
        name: "srs-http-service",
        labels,
        selector: app,
        ports: { http: 80 },
        exposure: exposureOf(settings.address, context),
      }),
      disruptionBudget(`${name}-pdb`, labels, app),
      networkPolicy({ name: account, labels, app: name, ingress: [{ apps: "anybody", ports: [port] }] }),
      serviceAccount(account, labels),
    ],
    instances: [],
  };
}

function deployment({ version, replicas, resources }: Settings, config: string) {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: `${name}-deploy`, labels },
    spec: {
      replicas,
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
          containers: [
            {
              name: "nginx",
              image: `nginx:${version}`,
              command: commandFor("/etc/nginx-hls/nginx.conf"),
              ports: [{ name: "http", containerPort: port, protocol: "TCP" }],
              startupProbe: startupProbe(http(healthPath, "http")),
              readinessProbe: readinessProbe(http(healthPath, "http")),
              livenessProbe: livenessProbe(http(healthPath, "http")),
              lifecycle: { preStop: { sleep: { seconds: preStop } } },
              resources: containerResources(resources),
              securityContext: containerSecurity,
              volumeMounts: [
                { name: "config", mountPath: "/etc/nginx-hls", readOnly: true },
                { name: "html", mountPath: folder, readOnly: true },
                { name: "tmp", mountPath: "/tmp" },
              ],
            },
          ],
          volumes: [
            { name: "config", configMap: { name: config } },
            { name: "html", persistentVolumeClaim: { claimName: sharedNames.storageClaim, readOnly: true } },
            { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
          ],
        },
      },
    },
  } satisfies IDeployment;
}
