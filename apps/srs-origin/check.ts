import { checkAddress } from "@weir/app/address";
import type { Context } from "@weir/app/app";
import type { SettingProblem } from "@weir/finding/finding";
import { checkServer } from "@weir/srs/check-server";
import { configOf } from "./render.ts";
import type { Settings } from "./settings.ts";

export function check(settings: Settings, context: Context): SettingProblem[] {
  return [
    ...checkAddress(settings.address, context),
    ...checkServer(settings.version, configOf(settings)).map((problem) => ({ ...problem, at: ["version"] })),
  ];
}
