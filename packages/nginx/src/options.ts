import { version } from "@weir/app/fields";
import { type SecretReference, secret } from "@weir/app/secret";
import type { Path, SettingProblem } from "@weir/finding/finding";
import type { Traffic } from "@weir/kubernetes/network-policy";
import { z } from "zod";
import { authSetting } from "./auth.ts";
import { egressTo } from "./backend.ts";
import { proxySetting } from "./proxy.ts";
import type { NginxSettings } from "./settings.ts";
import { checkVersion } from "./versions.ts";

/** What may be said of every nginx, alone or beside a server, in the same words. */
export const nginxOptions = {
  version: version({ description: "Tag of the image nginx, in full.", examples: ["1.29.3", "1.28.0"] }).default(
    "1.29.3",
  ),
  tls: secret(
    "Also serves HTTPS, with the certificate of a Secret that holds tls.crt and tls.key. A renewed one is used without a restart.",
  ).optional(),
  http2: z.boolean().meta({ description: "HTTP/2 for HTTPS. Left out, on." }).optional(),
  auth: authSetting.optional(),
  proxy: proxySetting.optional(),
};

type NginxOptions = Pick<NginxSettings, "version" | "http2" | "auth" | "proxy"> & {
  readonly tls?: SecretReference | undefined;
};

/** The other servers that nginx calls. */
export function egressOf({ auth, proxy = {} }: NginxOptions): Traffic[] {
  return [...(auth ? [auth] : []), ...Object.values(proxy)].map(egressTo);
}

/**
 * What is wrong with options that parse.
 *
 * @param web whether it is reached by host name, where the certificate is the front's
 * @param at of the options
 */
export function checkOptions(options: NginxOptions, { web, at = [] }: { web: boolean; at?: Path }): SettingProblem[] {
  const { tls, http2 } = options;
  const problems: SettingProblem[] = checkVersion(options.version).map((problem) => ({
    ...problem,
    at: [...at, "version"],
  }));
  if (tls && web) {
    problems.push({
      id: "nginx/tls-behind-web",
      severity: "error",
      at: [...at, "tls"],
      what: "nginx has a certificate, and viewers reach it through an address that has its own.",
      why: "Nobody would see this one, renewed or not.",
      fix: "remove tls, or use an address that carries TCP.",
    });
  }
  if (http2 !== undefined && !tls) {
    problems.push({
      id: "nginx/http2-without-tls",
      severity: "error",
      at: [...at, "http2"],
      what: "HTTP/2 is for HTTPS, and there is no certificate.",
      why: "No browser speaks HTTP/2 otherwise, so players stay with HTTP/1.1.",
      fix: "write tls: {secretName: …} beside it, or remove http2.",
    });
  }
  return problems;
}
