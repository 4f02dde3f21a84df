import { containerResources, type Resources } from "@weir/app/resources";
import { spreadOverNodes } from "@weir/kubernetes/parts";
import { http, livenessProbe, readinessProbe, startupProbe, tcp } from "@weir/kubernetes/probes";
import { containerSecurity, podSecurity } from "@weir/kubernetes/security";
import type { IPodSpec, IVolume } from "kubernetes-models/v1";
import { openFilesFor } from "./open-files.ts";
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
}

/** The pod of every SRS, whatever its role: its configuration decides that. */
export function srsPodSpec(pod: SrsPod) {
  const { html } = pod;
  const { requests, limits } = containerResources(pod.resources);
  return {
    ...podSecurity(srsUser),
    serviceAccountName: pod.serviceAccount,
    terminationGracePeriodSeconds: pod.terminationGracePeriodSeconds,
    topologySpreadConstraints: spreadOverNodes({ app: pod.app }),
    containers: [
      {
        name: "srs",
        image: `ossrs/srs:${pod.version}`,
        workingDir: "/usr/local/srs",
        // The images' own commands differ by version and some name a file that a mount over conf/ would hide.
        command: ["/bin/sh", "-c", startCommand(pod.maxConnections)],
        ports: Object.entries(ports).map(([name, containerPort]) => ({
          name,
          containerPort,
          protocol: "TCP" as const,
        })),
        // Each port is asked once. The API answers from the thread that also serves streams: if it is silent, so are they.
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
        ],
      },
    ],
    volumes: [
      { name: "config", configMap: { name: pod.configMap } },
      { name: "tmp", emptyDir: { sizeLimit: "16Mi" } },
      ...(html ? [htmlVolume(html)] : []),
    ],
  } satisfies IPodSpec;
}

function htmlVolume(html: NonNullable<SrsPod["html"]>): IVolume {
  if ("claim" in html) return { name: "html", persistentVolumeClaim: { claimName: html.claim } };
  return { name: "html", emptyDir: { sizeLimit: html.disk } };
}

/** Numbers alone reach the shell. `exec` makes SRS the container's first process, which gets the signals. */
function startCommand(maxConnections: number): string {
  return `ulimit -S -n ${openFilesFor(maxConnections)} && exec ./objs/srs -c /etc/srs/srs.conf`;
}
