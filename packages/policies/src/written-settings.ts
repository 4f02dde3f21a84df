import type { Path } from "@weir/finding/finding";
import type { KubernetesObject } from "@weir/kubernetes/object";
import type { Model } from "@weir/render/model";
import type { Owned } from "./index-model.ts";

type Environment = Pick<Model["environment"], "apps">;

/** A setting that somebody wrote. */
export interface Written {
  /** From the app's key. */
  readonly at: Path;
  readonly value: unknown;
}

/** Every setting of an app that has this name, at whatever depth: its `address`, and the `address` of each of its clusters. */
export function writtenAs(key: string, app: string, { apps }: Environment): Written[] {
  const find = (node: unknown, at: Path): Written[] =>
    typeof node !== "object" || node === null
      ? []
      : Object.entries(node).flatMap(([name, value]) =>
          name === key ? [{ at: [...at, name], value }] : find(value, [...at, name]),
        );
  return find(apps[app]?.written, []);
}

/** The one of several that an object is about: of the track or cluster that it is called after, or the app's own. */
export function pickFor<Setting extends Pick<Written, "at">>(
  { metadata: { name } }: KubernetesObject,
  settings: readonly Setting[],
): Setting | undefined {
  const isCalledAfter = ({ at }: Setting) => at.slice(0, -1).some((key) => name.includes(`-${key}-`));
  return settings.find(isCalledAfter) ?? settings.find(({ at }) => at.length === 1) ?? settings[0];
}

/** The setting that a host name comes from, which is its first part. */
export function hostSetting(host: string, { app, object }: Owned, environment: Environment): Path | undefined {
  const named = writtenAs("host", app, environment).filter(({ value }) => host.startsWith(`${value}.`));
  return pickFor(object, named)?.at;
}
