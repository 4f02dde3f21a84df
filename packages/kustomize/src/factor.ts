import type { Rendered } from "@weir/app/app";
import type { AppModel } from "@weir/render/model";
import { formatKustomization } from "./kustomization.ts";
import { baseFolder, type Files } from "./layout.ts";
import { joinLevels, type Level, splitLevels } from "./levels.ts";
import { writeBaseLevel, writeOverlayLevel } from "./write-level.ts";

export type { Files };

/**
 * The base of an app, apps/<app>/base: flat, or, for an app with instances, what exists once in shared/, one instance
 * under the names of its roles in instance/, and both together as an app without tracks, in untracked/.
 *
 * @throws Error for what an app may not render: a mistake of its author
 */
export function writeBase(app: string, base: Rendered): Files {
  return explain(app, () => {
    const folder = baseFolder(app);
    const files: Files = new Map();
    const { shared, instances } = splitLevels(base);
    const [instance] = instances;
    if (!instance) {
      writeBaseLevel(files, folder, shared);
      return files;
    }
    if (instances.length > 1) throw new Error(`its base has ${instances.length} instances and can show only one`);
    writeBaseLevel(files, `${folder}/shared`, shared);
    writeBaseLevel(files, `${folder}/instance`, instance);
    const untracked = { namePrefix: instance.prefix, resources: ["../instance"] };
    if (instance.objects.size > 0) files.set(`${folder}/untracked/kustomization.yaml`, formatKustomization(untracked));
    const resources = [
      ...(shared.objects.size > 0 ? ["shared"] : []),
      ...(instance.objects.size > 0 ? ["untracked"] : []),
    ];
    if (files.size > 0) files.set(`${folder}/kustomization.yaml`, formatKustomization({ resources }));
    return files;
  });
}

/** What an overlay is computed from. */
export type Factored = Pick<AppModel, "app" | "base" | "target" | "probes">;

interface OverlayOptions {
  /** The environment's folder: `environments/srs-prod`. */
  readonly directory: string;
  readonly namespace: string;
}

/**
 * The overlay of an app in an environment, <directory>/<app>: it states what people change (namespace, images,
 * replicas, configuration files, written settings) and patches what else differs from the base. Each track or
 * numbered instance has a folder of its own in it.
 *
 * @throws Error for what an app may not render: a mistake of its author
 */
export function writeOverlay(model: Factored, { directory, namespace }: OverlayOptions): Files {
  const { app, base, target, probes } = model;
  return explain(app, () => {
    const files: Files = new Map();
    const folder = `${directory}/${app}`;
    const below = baseFolder(app);
    if (isUntracked(model)) {
      const levels = {
        base: joinLevels(base),
        target: joinLevels(target),
        probes: probes.map((probe) => joinLevels(probe, target)),
      };
      writeOverlayLevel(files, { folder, namespace, loads: below, ...levels });
      return files;
    }
    const [from, to, others] = [
      splitLevels(base),
      splitLevels(target),
      probes.map((probe) => splitLevels(probe, target)),
    ];
    const [instance] = from.instances;
    if (!instance && to.instances.length > 0) throw new Error("it has instances, but its base has none");
    const tracks = new Map(to.instances.map((level) => [level.name || "instance", level]));
    writeOverlayLevel(files, {
      folder,
      namespace,
      loads: instance ? `${below}/shared` : below,
      instances: tracks,
      base: from.shared,
      target: to.shared,
      probes: others.map(({ shared }) => shared),
    });
    for (const [name, level] of tracks) {
      writeOverlayLevel(files, {
        folder: `${folder}/${name}`,
        loads: `${below}/instance`,
        base: instance as Level,
        target: level,
        probes: others.flatMap(({ instances }) => instances.find((other) => other.name === level.name) ?? []),
      });
    }
    return files;
  });
}

/** The environment as a whole: what `kubectl apply -k <directory>` applies. */
export function writeEnvironment(directory: string, apps: readonly string[]): Files {
  return new Map([[`${directory}/kustomization.yaml`, formatKustomization({ resources: apps })]]);
}

/** Whether the app runs as its base does: one instance that is no track, under the same names. */
function isUntracked({ base, target }: Factored): boolean {
  const [ours, theirs] = [base.instances, target.instances];
  return theirs.length === 1 && theirs[0]?.name === "" && theirs[0].prefix === ours[0]?.prefix;
}

function explain<Result>(app: string, write: () => Result): Result {
  try {
    return write();
  } catch (error) {
    throw new Error(`apps/${app}: ${(error as Error).message}`, { cause: error });
  }
}
