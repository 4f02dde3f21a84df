import { containerResources, type Resources } from "@weir/app/resources";
import { http, livenessProbe, readinessProbe, startupProbe } from "@weir/kubernetes/probes";
import { containerSecurity } from "@weir/kubernetes/security";
import type { IContainer, IVolume, IVolumeMount } from "kubernetes-models/v1";
import { cacheFolder } from "./origin.ts";
import { commandFor, healthPath } from "./render-config.ts";
import type { NginxSettings } from "./settings.ts";
import { tlsFiles, tlsFolder } from "./tls.ts";

/** Seconds before SIGQUIT, for the Service to forget the pod. */
export const preStop = 5;

interface NginxPod {
  /** The same that `configFiles` was given: what the file names, the container has. */
  readonly settings: NginxSettings;
  /** The ConfigMap with the files of `configFiles`. */
  readonly configMap: string;
  readonly resources: Resources;
  /** The pod's volume that is seen as `root`, read only; for an nginx that has one. */
  readonly html?: string;
}

const configFolder = "/etc/nginx-hls";

/** A volume and where the container sees it. */
interface Mounted {
  readonly volume: IVolume;
  readonly mount: Omit<IVolumeMount, "name">;
}

/**
 * nginx as a container, in a pod of its own or beside a server that makes HLS, and the volumes it brings along. It runs
 * as any user that is not root: the pod's. The image stops it by SIGQUIT, which lets downloads end.
 */
export function nginxPod({ settings, configMap, resources, html }: NginxPod) {
  const { ports, tls } = settings;
  const { requests, limits } = containerResources(resources);
  const mounted = mountedBy(settings, configMap);
  const health = http(healthPath, ports.http.name);
  const container: IContainer = {
    name: "nginx",
    image: `nginx:${settings.version}`,
    command: commandFor(settings, configFolder),
    ports: [ports.http, ...(tls ? [ports.https] : [])].map(({ name, number }) => ({
      name,
      containerPort: number,
      protocol: "TCP",
    })),
    // By TLS at the start alone: a certificate that is no good keeps new pods out, and takes no working one away.
    startupProbe: startupProbe(
      tls ? { httpGet: { path: healthPath, port: ports.https.name, scheme: "HTTPS" } } : health,
    ),
    readinessProbe: readinessProbe(health),
    livenessProbe: livenessProbe(health),
    lifecycle: { preStop: { sleep: { seconds: preStop } } },
    resources: {
      requests: { ...requests, ...("origin" in settings && { "ephemeral-storage": settings.origin.cache }) },
      limits,
    },
    securityContext: containerSecurity,
    volumeMounts: [
      ...mounted.map(({ volume, mount }) => ({ name: volume.name, ...mount })),
      ...(html && "root" in settings ? [{ name: html, mountPath: settings.root, readOnly: true }] : []),
    ],
  };
  return { container, volumes: mounted.map(({ volume }) => volume) };
}

function mountedBy(settings: NginxSettings, configMap: string): Mounted[] {
  const { tls } = settings;
  return [
    {
      volume: { name: "nginx-config", configMap: { name: configMap } },
      mount: { mountPath: configFolder, readOnly: true },
    },
    { volume: { name: "nginx-tmp", emptyDir: { sizeLimit: "64Mi" } }, mount: { mountPath: "/tmp" } },
    ...("origin" in settings
      ? [
          {
            volume: { name: "nginx-cache", emptyDir: { sizeLimit: settings.origin.cache } },
            mount: { mountPath: cacheFolder },
          },
        ]
      : []),
    ...(tls
      ? [
          {
            // By their names: a pod whose Secret lacks one waits and says for what, instead of refusing every handshake.
            volume: {
              name: "nginx-tls",
              secret: { secretName: tls.secretName, items: tlsFiles.map((key) => ({ key, path: key })) },
            },
            mount: { mountPath: tlsFolder, readOnly: true },
          },
        ]
      : []),
  ];
}
