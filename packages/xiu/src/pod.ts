import { containerResources, type Resources } from "@weir/app/resources";
import { spreadOverNodes } from "@weir/kubernetes/parts";
import { exec, livenessProbe, readinessProbe, startupProbe, tcp } from "@weir/kubernetes/probes";
import { containerSecurity, podSecurity } from "@weir/kubernetes/security";
import type { IContainer, IPodSpec } from "kubernetes-models/v1";
import { aliveScript } from "./alive-script.ts";
import type { XiuConfig } from "./config.ts";
import { portsOf } from "./ports.ts";
import { renderConfig } from "./render-config.ts";
import { secretScript } from "./secret-script.ts";
import { startScript } from "./start-script.ts";
import { xiuUser } from "./user.ts";

/** The ConfigMap's key with xiu.toml, as the article calls it. xiu wants a name that ends in .toml. */
export const configFile = "config_rtmp.toml";
const configFolder = "/etc/xiu";
const hlsFolder = "/hls";
const secretFolder = "/run/xiu";
/** Seconds between the pod's leaving its Services and SIGTERM: load balancers deregister slower than pods stop. */
const preStop = 5;

export interface XiuPod {
  /** The value of its label `app`, by which its pods are spread over nodes. */
  readonly app: string;
  readonly serviceAccount: string;
  /** Tag of harlancn/xiu, with or without a digest. */
  readonly version: string;
  readonly config: XiuConfig;
  /** The ConfigMap with `configFiles(config)`. */
  readonly configMap: string;
  /** The Secret that tokens are made of; needed where the configuration asks for tokens. */
  readonly secret?: string | undefined;
  /** Seconds that viewers of a stopping pod may watch on. */
  readonly drain: number;
  /** Room for HLS, a Kubernetes quantity; needed where the configuration makes HLS. */
  readonly disk?: string | undefined;
  readonly resources: Resources;
}

/** What the ConfigMap of a xiu holds. */
export function configFiles(config: XiuConfig): Record<string, string> {
  return {
    [configFile]: renderConfig(config),
    "start.sh": startScript,
    "alive.sh": aliveScript,
    ...(config.authsecret ? {} : { "secret.sh": secretScript }),
  };
}

/** The pod of every xiu, whatever its role: its configuration decides that. */
export function xiuPodSpec(pod: XiuPod) {
  const { config, disk, secret } = pod;
  const { requests, limits } = containerResources(pod.resources);
  const ports = portsOf(config).map(({ table, port }) => ({
    name: table === "httpapi" ? "api" : table,
    containerPort: port,
    protocol: "TCP" as const,
  }));
  const alive = exec(
    "/bin/bash",
    `${configFolder}/alive.sh`,
    ...ports.map(({ containerPort }) => String(containerPort)),
  );
  return {
    ...podSecurity(xiuUser),
    serviceAccountName: pod.serviceAccount,
    terminationGracePeriodSeconds: preStop + pod.drain + 5,
    topologySpreadConstraints: spreadOverNodes({ app: pod.app }),
    ...(secret && { initContainers: [completeConfig(pod, secret)] }),
    containers: [
      {
        name: "xiu",
        image: imageOf(pod.version),
        command: ["/bin/bash", `${configFolder}/start.sh`],
        args: startArguments(pod),
        // xiu writes HLS below the folder it starts in, and reads it there.
        ...(disk && { workingDir: hlsFolder }),
        ports,
        // A listener that fails is only logged: each is asked at the start and ever after.
        startupProbe: startupProbe(alive),
        readinessProbe: readinessProbe(tcp("rtmp")),
        livenessProbe: livenessProbe(alive),
        lifecycle: { preStop: { sleep: { seconds: preStop } } },
        // Why the script ended xiu is its last line, which `kubectl describe` then shows.
        terminationMessagePolicy: "FallbackToLogsOnError",
        resources: { requests: { ...requests, ...(disk && { "ephemeral-storage": disk }) }, limits },
        securityContext: containerSecurity,
        volumeMounts: [
          { name: "config", mountPath: configFolder, readOnly: true },
          ...(disk ? [{ name: "hls", mountPath: hlsFolder }] : []),
          ...(secret ? [{ name: "secret", mountPath: secretFolder, readOnly: true }] : []),
        ],
      },
    ],
    volumes: [
      { name: "config", configMap: { name: pod.configMap } },
      ...(disk ? [{ name: "hls", emptyDir: { sizeLimit: disk } }] : []),
      // Memory, so that no disk keeps it.
      ...(secret ? [{ name: "secret", emptyDir: { medium: "Memory", sizeLimit: "1Mi" } }] : []),
    ],
  } satisfies IPodSpec;
}

/** Official; built by the release workflow of harlanc/xiu. */
function imageOf(version: string): string {
  return `docker.io/harlancn/xiu:${version}`;
}

/** What start.sh is told: numbers, and host names that checks have seen. */
function startArguments({ config, drain, secret }: XiuPod): string[] {
  const folder = secret ? secretFolder : configFolder;
  const api = portsOf(config).at(-1)?.port;
  const { pull, push = [] } = config.rtmp ?? {};
  const [edge] = push;
  return [
    "/app/xiu",
    `${folder}/${configFile}`,
    String(api),
    String(drain),
    ...(pull?.enabled ? ["pull", pull.address, String(pull.port)] : []),
    ...(edge && !pull?.enabled ? ["push", String(push.length), String(edge.port)] : []),
  ];
}

function completeConfig({ version, config }: XiuPod, secretName: string): IContainer {
  const auths = [config.rtmp?.auth, config.httpflv?.auth, config.hls?.auth];
  const needed = auths.some((auth) => auth?.algorithm === "md5") ? "KEY" : "PASSWORD";
  return {
    name: "config",
    image: imageOf(version),
    command: ["/bin/bash", `${configFolder}/secret.sh`],
    args: [`${configFolder}/${configFile}`, `${secretFolder}/${configFile}`, needed],
    // Optional: the script says better than Kubernetes what is missing.
    env: ["key", "password", "push_password"].map((key) => ({
      name: key.toUpperCase(),
      valueFrom: { secretKeyRef: { name: secretName, key, optional: true } },
    })),
    resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { memory: "32Mi" } },
    securityContext: containerSecurity,
    volumeMounts: [
      { name: "config", mountPath: configFolder, readOnly: true },
      { name: "secret", mountPath: secretFolder },
    ],
  };
}
