import type { Context } from "@weir/app/app";
import type { SettingProblem } from "@weir/finding/finding";
import { checkServer } from "@weir/srs/check-server";
import { checkOptions } from "@weir/srs/options/options";
import { checkStorage } from "@weir/srs/origin";
import { configOf } from "./render.ts";
import { type Origin, originsOf, type Settings } from "./settings.ts";

/** The source document: under ten origins as Deployments, under thirty as a StatefulSet (the heads of its table are swapped). */
const most = 9;

export function check(settings: Settings, context: Context): SettingProblem[] {
  const origins = originsOf(settings);
  return [
    ...checkCount(origins.length),
    ...checkNumbers(origins),
    ...checkStorage({ store: settings.hls?.store, dvr: settings.dvr }, context),
    ...[...new Set(origins.map(({ version }) => version))].flatMap((version) => checkOptions(settings, version)),
    ...origins.flatMap((origin) => checkOrigin(origin, settings, context)),
  ];
}

function checkCount(count: number): SettingProblem[] {
  if (count <= most) return [];
  return [
    {
      id: "origin-deployments/too-many",
      severity: "error",
      at: ["origins"],
      what: `${count} origins are more than the ${most} that are worth a Deployment each.`,
      why: "Every release is a change for each of them by hand, and one that is forgotten serves its viewers another version.",
      fix: `keep ${most} or fewer, or use srs-origin-cluster, which is good for 29.`,
    },
  ];
}

function checkNumbers(origins: readonly Origin[]): SettingProblem[] {
  const index = origins.findIndex(({ number }, index) => number !== String(index));
  if (index < 0) return [];
  const { number } = origins[index] as Origin;
  return [
    {
      id: "origin-deployments/gap",
      severity: "error",
      at: ["origins", number],
      what: `There is an origin ${number} and no origin ${index}.`,
      why: "Whoever counts the origins asks one that is not there for streams; the API's Service is that of origin 0.",
      fix: `call it ${index}.`,
    },
  ];
}

function checkOrigin(origin: Origin, settings: Settings, context: Context): SettingProblem[] {
  const { number, version } = origin;
  const problems = checkServer(version, configOf(origin, settings, context), { reload: settings.reload === "inotify" });
  return problems.map((problem) => ({ ...problem, at: ["origins", number, "version"] }));
}
