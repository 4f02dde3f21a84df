import { checkAddress } from "@weir/app/address";
import type { Context } from "@weir/app/app";
import { checkSecrets } from "@weir/app/secret";
import { checkHost, checkWeb, webAt, webOf } from "@weir/app/web";
import type { SettingProblem } from "@weir/finding/finding";
import { checkOptions as checkNginxOptions } from "@weir/nginx/options";
import { checkServer } from "@weir/srs/check-server";
import { checkOptions } from "@weir/srs/options/options";
import { checkPublish } from "@weir/srs/options/publish";
import { checkStorage } from "@weir/srs/origin";
import { configOf, webAddressesOf } from "./render.ts";
import type { Settings } from "./settings.ts";

export function check(settings: Settings, context: Context): SettingProblem[] {
  const { address, flv, reload, version } = settings;
  return [
    ...checkAddress(address, context),
    ...checkWeb(flv, context, ["flv"]),
    ...checkHls(settings, context),
    ...checkHttps(settings),
    ...checkNginx(settings, context),
    ...checkSecrets([
      { at: ["https"], reference: settings.https },
      { at: ["nginx", "tls"], reference: settings.nginx?.tls },
    ]),
    ...checkStorage({ dvr: settings.dvr }, context),
    ...checkOptions(settings, version),
    ...checkPublish(settings.publish, context),
    ...checkServer(version, configOf(settings, context), { reload: reload === "inotify" }).map((problem) => ({
      ...problem,
      at: ["version"],
    })),
  ];
}

/** An address for the web alone: by TCP, HLS is at the app's own address already. */
function checkHls({ hls }: Settings, context: Context): SettingProblem[] {
  if (!hls) return [];
  const { address, host } = hls;
  if (address !== undefined && !webOf(address, context)) {
    return checkWeb({ address, host: host ?? "" }, context, ["hls"]);
  }
  return checkHost({ address, host }, context, ["hls"]);
}

function checkHttps(settings: Settings): SettingProblem[] {
  if (!settings.https || webAddressesOf(settings).length === 0) return [];
  return [
    {
      id: "origin/https-behind-web",
      severity: "error",
      at: ["https"],
      what: "https is for HTTP at this app's own address, and viewers come by host names, whose front has a certificate.",
      why: "Nobody would connect to it.",
      fix: "remove https, or the host names of flv and hls.",
    },
  ];
}

function checkNginx({ nginx, hls }: Settings, context: Context): SettingProblem[] {
  if (!nginx) return [];
  const problems = [
    ...checkHost(nginx, context, ["nginx"]),
    ...checkNginxOptions(nginx, { web: webAt(nginx) !== undefined, at: ["nginx"] }),
  ];
  if (hls) return problems;
  return [
    ...problems,
    {
      id: "origin/nginx-without-hls",
      severity: "error",
      at: ["nginx"],
      what: "nginx serves HLS, and this origin makes none.",
      why: "Whoever asks it for a stream gets 404.",
      fix: "add hls: {}, or remove nginx.",
    },
  ];
}
