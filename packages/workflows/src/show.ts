import type { Folder } from "@weir/environment/folder";
import { loadEnvironment } from "@weir/environment/load-environment";
import type { Path, Place } from "@weir/finding/finding";
import { providers } from "@weir/providers/providers";
import { loadRegistry } from "./registry.ts";

/** One value of an environment: what it is, and why. */
export interface ShownValue {
  /** `apps.srs-edge.tracks.r6.replicas`, `events.0.name` */
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
  const { namespace, cluster, audience, addresses, events, exceptions } = environment;
  const apps = Object.fromEntries(Object.entries(environment.apps).map(([app, { settings }]) => [app, settings]));
  const own = `${folder.directory}/environment.yaml`;
  const rows: ShownValue[] = [];
  const add = (at: Path, value: unknown, written: unknown) => {
    const keys = new Set([...keysOf(value), ...keysOf(written)]);
    if (keys.size > 0) {
      for (const key of keys) add([...at, key], childOf(value, key), childOf(written, key));
    } else if (written !== undefined && !isEmpty(written)) {
      const place = environment.locate(at);
      const why = place.file === own ? "written here" : "inherited";
      rows.push({ path: at.join("."), value: written, why, place });
    } else if (value !== undefined && (at.length > 1 || !isEmpty(value))) {
      rows.push({ path: at.join("."), value, why: "default" });
    }
  };
  const sections = { namespace, cluster: cluster.name, audience, addresses, apps, events, exceptions };
  for (const [key, value] of Object.entries(sections)) add([key], value, childOf(environment.written, key));
  return rows.filter((row) => path === "" || row.path === path || row.path.startsWith(`${path}.`));
}

/** Numbers, for a list of mappings; a list of words is one value. */
function keysOf(value: unknown): (string | number)[] {
  if (typeof value !== "object" || value === null) return [];
  if (!Array.isArray(value)) return Object.keys(value);
  return value.some((item) => typeof item === "object") ? [...value.keys()] : [];
}

function childOf(value: unknown, key: string | number): unknown {
  return keysOf(value).includes(key) ? (value as Record<string | number, unknown>)[key] : undefined;
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
