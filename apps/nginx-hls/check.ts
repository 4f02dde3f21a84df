import { checkAddress } from "@weir/app/address";
import type { Context } from "@weir/app/app";
import type { SettingProblem } from "@weir/finding/finding";
import type { Settings } from "./settings.ts";

export function check(settings: Settings, context: Context): SettingProblem[] {
  return [...checkAddress(settings.address, context), ...checkStorage(context)];
}

function checkStorage({ apps }: Context): SettingProblem[] {
  if (apps.has("srs-storage")) return [];
  return [
    {
      id: "storage/missing",
      severity: "error",
      at: [],
      what: "nginx-hls serves HLS from the shared file system, and this environment has no srs-storage.",
      why: "Its pods wait for a claim that nobody makes: no HLS for anybody.",
      fix: "add srs-storage and hls: {store: nas} to srs-origin-cluster, or remove nginx-hls.",
    },
  ];
}
