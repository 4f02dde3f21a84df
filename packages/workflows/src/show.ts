import type { Folder } from "@weir/environment/folder";
import { loadEnvironment } from "@weir/environment/load-environment";
import type { Path, Place } from "@weir/finding/finding";
import { providers } from "@weir/providers/providers";
import { loadRegistry } from "./registry.ts";

/** One value of an environment: what it is, and why. */
export interface ShownValue {
  /** `apps.srs-edge.tracks.r6.replicas` */
  readonly path: string;
  /** As a person wrote it, with its unit; a default as the server or manifest gets it. */
  readonly value: unknown;
  readonly why: "written here" | "inherited" | "default";
  /** Where it was written. */
  readonly place?: Place;
}

/**
 * Every value of an environment with the line that wrote it, or those below a path.
 *
 * @param path as `show` prints them: `apps.srs-edge`
 */
export async function showValues(root: string, folder: Folder, path = ""): Promise<ShownValue[]> {
  const environment = await loadEnvironment(root, folder.directory, { apps: loadRegistry(), providers });
  const { namespace, cluster, audience, addresses, apps } = environment;
  const own = `${folder.directory}/environment.yaml`;
  const rows: ShownValue[] = [];
  const add = (at: Path, value: unknown, written: unknown) => {
    const keys = new Set([...keysOf(value), ...keysOf(written)]);
    if (keys.size > 0) {
      for (const key of keys) add([...at, key], childOf(value, key), childOf(written, key));
    } else if (written !== undefined || value !== undefined) {
      const place = environment.locate(at);
      rows.push(
        written === undefined
          ? { path: at.join("."), value, why: "default" }
          : { path: at.join("."), value: written, why: place.file === own ? "written here" : "inherited", place },
      );
    }
  };
  add(["namespace"], namespace, namespace);
  add(["cluster"], cluster.name, cluster.name);
  for (const [key, value] of Object.entries({ audience, addresses })) add([key], value, value);
  for (const [app, { settings, written }] of Object.entries(apps)) add(["apps", app], settings, written);
  return rows.filter((row) => path === "" || row.path === path || row.path.startsWith(`${path}.`));
}

function keysOf(value: unknown): string[] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

function childOf(value: unknown, key: string): unknown {
  return keysOf(value).includes(key) ? (value as Record<string, unknown>)[key] : undefined;
}
