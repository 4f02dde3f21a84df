import { containerResources, type Resources } from "@weir/app/resources";
import { spreadOverNodes } from "@weir/kubernetes/parts";
import { http, livenessProbe, readinessProbe, startupProbe, tcp } from "@weir/kubernetes/probes";
import { containerSecurity, podSecurity } from "@weir/kubernetes/security";
import type { IContainer, IPodSpec, IVolume } from "kubernetes-models/v1";
import { openFilesFor } from "./open-files.ts";
import type { Options } from "./options/option.ts";
import { ports } from "./ports.ts";
import { srsUser } from "./user.ts";

/** Where a pod that makes HLS writes it. */
export const htmlFolder = "/html";

export interface SrsPod {
  /** The value of its label `app`, by which its pods are spread over nodes. */
  readonly app: string;
  readonly serviceAccount: string;
  /** Tag of ossrs/srs, with or without a digest. */
  readonly version: string;
  readonly maxConnections: number;
  readonly resources: Resources;
  /** The ConfigMap with srs.conf. */
  readonly configMap: string;
  /** Seconds before SIGTERM, for the Service to forget the pod. */
  readonly preStop: number;
  readonly terminationGracePeriodSeconds: number;
  /** Where HLS goes: a claim, or a disk of the pod's own with so much room (a Kubernetes quantity). */
  readonly html?: { readonly claim: string } | { readonly disk: string } | undefined;
  readonly options: Options;
  /** Copies the image's own pages, players and console among them, to where HLS goes: they would not be served otherwise. */
  readonly pages?: boolean;
  /** A container beside the server, with the volumes it brings along. */
  readonly beside?: { readonly container: IContainer; readonly volumes: readonly IVolume[] } | undefined;
}

/** The pod of every SRS, whatever its role: its configuration decides that. */
export function srsPodSpec(pod: SrsPod) {
  const { html, options } = pod;
  const { requests, limits } = containerResources(pod.resources);
  return {
    ...podSecurity(srsUser),
    serviceAccountName: pod.serviceAccount,
    terminationGracePeriodSeconds: pod.terminationGracePeriodSeconds,
    topologySpreadConstraints: spreadOverNodes({ app: pod.app }),
    ...(pod.pages && { initContainers: [pagesContainer(pod)] }),
    containers: [
      {
        name: "srs",
        image: `ossrs/srs:${pod.version}`,
        workingDir: "/usr/local/srs",
        // The images' own commands differ by version and some name a file that a mount over conf/ would hide.
        command: ["/bin/sh", "-c", startCommand(pod.maxConnections)],
        ports: Object.entries({ ...ports, ...options.ports }).map(([name, containerPort]) => ({
          name,
          containerPort,
          protocol: "TCP" as const,
        })),
        // A port of SRS that does not open ends the process, so each of the three that always are is asked once, and the others are not.
        // The API answers from the thread that also serves streams: if it is silent, so are they.
        startupProbe: startupProbe(tcp("http")),
        readinessProbe: readinessProbe(tcp("rtmp")),
        livenessProbe: livenessProbe(http("/api/v1/versions", "api")),
        lifecycle: { preStop: { sleep: { seconds: pod.preStop } } },
        resources: {
          requests: { ...requests, ...(html && "disk" in html && { "ephemeral-storage": html.disk }) },
          limits,
        },
        securityContext: containerSecurity,
        volumeMounts: [
          // A folder, never a subPath: Kubernetes does not update a file mounted by subPath, and reloads would not come.
          { name: "config", mountPath: "/etc/srs", readOnly: true },
          { name: "tmp", mountPath: "/tmp" },
          ...(html ? [{ name: "html", mountPath: htmlFolder }] : []),
          ...options.mounts,
        ],
      },
      ...(pod.beside ? [pod.beside.container] : []),
    ],
    volumes: [
      { name: "config", configMap: { name: pod.configMap } },
      { name: "tmp", emptyDir: { sizeLimit: "16Mi" } },
      ...(html ? [htmlVolume(html)] : []),
      ...options.volumes,
      ...(pod.beside?.volumes ?? []),
    ],
  } satisfies IPodSpec;
}

/** Done before the server starts, so that nobody sees a part of them; not done again over a folder that has them. */
function pagesContainer({ version, resources }: SrsPod): IContainer {
  return {
    name: "pages",
    image: `ossrs/srs:${version}`,
    workingDir: "/usr/local/srs",
    command: ["/bin/sh", "-c", `[ -f ${htmlFolder}/index.html ] || cp -R ./objs/nginx/html/. ${htmlFolder}/`],
    resources: containerResources({ cpu: "100m", memory: "64Mi", qos: resources.qos }),
    securityContext: containerSecurity,
    volumeMounts: [{ name: "html", mountPath: htmlFolder }],
  };
}

function htmlVolume(html: NonNullable<SrsPod["html"]>): IVolume {
  if ("claim" in html) return { name: "html", persistentVolumeClaim: { claimName: html.claim } };
  return { name: "html", emptyDir: { sizeLimit: html.disk } };
}

/** Numbers alone reach the shell. `exec` makes SRS the container's first process, which gets the signals. */
function startCommand(maxConnections: number): string {
  return `ulimit -S -n ${openFilesFor(maxConnections)} && exec ./objs/srs -c /etc/srs/srs.conf`;
}
