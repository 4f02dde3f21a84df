import { choice } from "@weir/app/fields";
import { configMap } from "@weir/kubernetes/config-map";
import type { Labels } from "@weir/kubernetes/selectors";
import { directive, type SrsConfig } from "../config.ts";
import { renderConfig } from "../render-config.ts";
import { restartDigest } from "../restart-digest.ts";
import { parseVersion } from "../versions.ts";
import type { Option } from "./option.ts";

export type Reload = "inotify" | "restart";

export const reloadSetting = choice(
  ["inotify", "restart"],
  "How a changed configuration arrives. inotify: SRS watches its file and takes up what it can, within two minutes; only what " +
    "it cannot restarts pods. restart: every change does.",
);

/** Asked for in words: SRS watches its file unasked only where it finds Docker, which it does not under containerd. */
export function reload(how: Reload): Option {
  if (how === "restart") return {};
  return {
    root: [
      {
        ...directive("inotify_auto_reload", "on"),
        comment: "Watches this file, so that what SRS can reload needs no restart.",
      },
    ],
  };
}

/** srs.conf as an object: under a name that every change changes, or under one that stays, for a server that watches the file. */
export function serverConfigMap(name: string, config: SrsConfig, how: Reload) {
  return configMap(name, { "srs.conf": renderConfig(config) }, { hash: how === "restart" });
}

/** Of a pod that watches its file: changes with what no reload takes up, and with nothing else. */
export function restartAnnotations(config: SrsConfig, version: string, how: Reload): { annotations?: Labels } {
  if (how === "restart") return {};
  return { annotations: { "weir/restart-digest": restartDigest(config, parseVersion(version)) } };
}
