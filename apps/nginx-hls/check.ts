import type { Context } from "@weir/app/app";
import { checkSize } from "@weir/app/scale";
import { checkHost, webAt } from "@weir/app/web";
import type { SettingProblem } from "@weir/finding/finding";
import { checkOptions } from "@weir/nginx/options";
import { hlsServices } from "@weir/srs/names";
import type { Settings } from "./settings.ts";

const originApps = Object.keys(hlsServices);

export function check(settings: Settings, context: Context): SettingProblem[] {
  return [
    ...checkSize(settings),
    ...checkHost(settings, context),
    ...checkOptions(settings, { web: webAt(settings) !== undefined }),
    ...checkSource(settings, context),
    ...checkFit(settings),
    ...checkRecordings(settings, context),
  ];
}

/** Recordings lie beside HLS, and pages serves whatever is there. */
function checkRecordings({ from, root = "", pages, auth }: Settings, { settingsOf }: Context): SettingProblem[] {
  if (from !== "srs-storage" || !pages || auth) return [];
  return originApps.flatMap((app): SettingProblem[] => {
    const folder = (settingsOf(app) as { readonly dvr?: { readonly path: string } } | undefined)?.dvr?.path;
    if (folder === undefined || !(isInside(folder, root) || isInside(root, folder))) return [];
    return [
      {
        id: "hls/public-recordings",
        severity: "warning",
        at: ["pages"],
        what: `pages also serves what ${app} records in ${folder}, and nobody is asked who may have it.`,
        why: "Whoever guesses a name downloads the recording.",
        fix: `write auth, a root that does not hold ${folder}, or remove pages.`,
      },
    ];
  });
}

function isInside(folder: string, root: string): boolean {
  return root === "" || `${folder}/`.startsWith(`${root}/`);
}

function checkSource({ from }: Settings, { apps, settingsOf }: Context): SettingProblem[] {
  if (from === "srs-storage") return apps.has(from) ? [] : [noStorage];
  if (!apps.has(from)) {
    return [
      {
        id: "hls/no-origin",
        severity: "error",
        at: ["from"],
        what: `nginx-hls serves the HLS of ${from}, and this environment has no ${from}.`,
        why: "Every viewer gets an error.",
        fix: `add ${from}, or name the app that makes HLS here.`,
      },
    ];
  }
  // xiu makes HLS as soon as nginx-hls fetches it.
  if (from === "xiu-origin" || (settingsOf(from) as { readonly hls?: unknown } | undefined)?.hls) return [];
  return [
    {
      id: "hls/not-made",
      severity: "error",
      at: ["from"],
      what: `nginx-hls serves the HLS of ${from}, which makes none.`,
      why: "Every viewer gets 404.",
      fix: `write hls: {} under ${from}, or remove nginx-hls.`,
    },
  ];
}

const noStorage: SettingProblem = {
  id: "storage/missing",
  severity: "error",
  at: [],
  what: "nginx-hls serves HLS from the shared file system, and this environment has no srs-storage.",
  why: "Its pods wait for a claim that nobody makes: no HLS for anybody.",
  fix: "add srs-storage and hls: {store: nas} to srs-origin-cluster, or write from: and the app whose HLS it is to cache.",
};

/** Settings of the one form beside the other. */
function checkFit({ from, root, pages, cache }: Settings): SettingProblem[] {
  const misfit = (key: string, what: string, fix: string): SettingProblem => ({
    id: "hls/misfit",
    severity: "error",
    at: [key],
    what,
    why: "It would change nothing, and whoever wrote it counts on it.",
    fix,
  });
  if (from === "srs-storage") {
    if (!cache) return [];
    const what = "The shared file system is read directly, without a cache.";
    return [misfit("cache", what, "remove cache, or write from: and the origin that it is in front of.")];
  }
  return Object.entries({ root, pages }).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [misfit(key, `${key} is about the shared file system, and HLS comes from ${from}.`, `remove ${key}.`)],
  );
}
