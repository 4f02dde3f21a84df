import type { Context } from "@weir/app/app";
import type { Path, SettingProblem } from "@weir/finding/finding";
import { recommendedLabels } from "@weir/kubernetes/labels";
import type { Traffic } from "@weir/kubernetes/network-policy";
import { isDemoTarget } from "./demo.ts";
import { sharedNames } from "./names.ts";
import { ports } from "./ports.ts";

/** By which the Service before them, budgets and policies find the pods of every app of origins. */
export const originSelector = { app: sharedNames.origin } as const;

export const originLabels = {
  ...originSelector,
  ...recommendedLabels({ name: "srs", component: "origin", partOf: "streaming" }),
};

/** The apps of this environment that dial an app of origins: edges by RTMP, and whoever publishes to it or serves its HLS. */
export function callersOf(app: string, context: Context): Traffic[] {
  const demo = isDemoTarget(app, context);
  return [
    { apps: [sharedNames.edge, ...(demo ? [sharedNames.demo] : [])], ports: [ports.rtmp] },
    ...(isFetchedFrom(app, context) ? [{ apps: [sharedNames.nginx], ports: [ports.http] }] : []),
  ];
}

/** Whether nginx-hls asks an app of this environment for HLS, instead of reading it from a shared file system. */
export function isFetchedFrom(app: string, { settingsOf }: Context): boolean {
  return (settingsOf("nginx-hls") as { readonly from?: string } | undefined)?.from === app;
}

/** Files that go to a shared file system which the environment does not have. */
export function checkStorage({ store, dvr }: Files, { apps }: Context): SettingProblem[] {
  if (apps.has("srs-storage")) return [];
  return [
    ...(store === "nas"
      ? [missingStorage(["hls", "store"], "HLS goes", "add srs-storage, or write store: emptyDir.")]
      : []),
    ...(dvr ? [missingStorage(["dvr"], "Recordings go", "add srs-storage, or remove dvr.")] : []),
  ];
}

interface Files {
  /** Of HLS. */
  readonly store?: "emptyDir" | "nas" | undefined;
  readonly dvr: object | undefined;
}

function missingStorage(at: Path, what: string, fix: string): SettingProblem {
  return {
    id: "storage/missing",
    severity: "error",
    at,
    what: `${what} to the shared file system, and this environment has no srs-storage.`,
    why: "Origins wait for a claim that nobody makes: no stream can be published.",
    fix,
  };
}
