import { isConfigMap } from "@weir/kubernetes/object";
import { containersOf, type PodTemplate } from "@weir/kubernetes/walk";
import { find, type SrsConfig, valueAt } from "@weir/srs/config";
import { parseConfig } from "@weir/srs/parse-config";
import type { ModelIndex, Workload } from "./index-model.ts";

/** A claim as a container sees it. */
interface MountedClaim {
  readonly claim: string;
  readonly path: string;
  readonly readOnly: boolean;
}

export function claimsOf(template: PodTemplate): MountedClaim[] {
  const mounts = containersOf(template).flatMap(({ volumeMounts = [] }) => volumeMounts);
  return (template.spec.volumes ?? []).flatMap(({ name, persistentVolumeClaim: claim }) =>
    claim
      ? mounts
          .filter((mount) => mount.name === name)
          .map((mount) => ({
            claim: claim.claimName,
            path: mount.mountPath,
            readOnly: claim.readOnly === true || mount.readOnly === true,
          }))
      : [],
  );
}

/** A server that writes HLS to a claim. */
interface HlsWriter {
  readonly workload: Workload;
  readonly claim: string;
  /** Seconds that it keeps the files of a stream that ended; those of a running one go sooner. */
  readonly dispose: number;
}

/** The servers whose srs.conf has HLS on, in a folder that is a claim of theirs. */
export function hlsWritersOf(index: ModelIndex): HlsWriter[] {
  return index.workloads.flatMap((workload) => {
    const writable = claimsOf(workload.template).filter(({ readOnly }) => !readOnly);
    return configsOf(workload, index)
      .flatMap((config) => config.filter(({ name }) => name === "vhost"))
      .map((vhost) => find(vhost.block ?? [], "hls")?.block ?? [])
      .filter((hls) => valueAt(hls, "enabled") === "on")
      .flatMap((hls) =>
        writable
          .filter(({ path }) => path === valueAt(hls, "hls_path"))
          .map(({ claim }) => ({ workload, claim, dispose: Number(valueAt(hls, "hls_dispose")) })),
      );
  });
}

function configsOf({ template }: Workload, { objects }: ModelIndex): SrsConfig[] {
  const mounted = new Set(template.spec.volumes?.map(({ configMap }) => configMap?.name));
  return objects.flatMap(({ object }) => {
    const text = isConfigMap(object) && mounted.has(object.metadata.name) ? object.data["srs.conf"] : undefined;
    return text === undefined ? [] : [parseConfig(text)];
  });
}
