import { externalSecrets, type SecretReference } from "@weir/app/secret";
import type { SettingProblem } from "@weir/finding/finding";
import type { Labels } from "@weir/kubernetes/selectors";
import { parseVersion } from "../versions.ts";
import { checkDvr, type Dvr, dvr, dvrSetting } from "./dvr.ts";
import { type HttpHooks, httpHooks, httpHooksSetting, originHttpHooksSetting } from "./http-hooks.ts";
import { checkHttps, https, httpsSetting } from "./https.ts";
import { type Metrics, metrics, metricsSetting } from "./metrics.ts";
import { joinOptions, type Options } from "./option.ts";
import { type Publish, publish, publishSetting } from "./publish.ts";
import { type Reload, reload } from "./reload.ts";

/** Settings of a server that viewers or publishers connect to themselves: they need TLS, and an allow-list sees their addresses. */
export const clientSettings = { https: httpsSetting.optional(), publish: publishSetting.optional() };

/** Settings of every edge, and of every origin. `reload` is each app's own: its default differs. */
export const edgeSettings = { http_hooks: httpHooksSetting.optional(), metrics: metricsSetting.optional() };
export const originSettings = {
  dvr: dvrSetting.optional(),
  http_hooks: originHttpHooksSetting.optional(),
  metrics: metricsSetting.optional(),
};

/** What an app's settings may hold of them. */
export interface OptionSettings {
  readonly dvr?: Dvr | undefined;
  readonly http_hooks?: HttpHooks | undefined;
  readonly https?: SecretReference | undefined;
  readonly metrics?: Metrics | undefined;
  readonly publish?: Publish | undefined;
  readonly reload: Reload;
}

/** What the options that are on ask for. */
export function optionsOf(settings: OptionSettings): Options {
  return joinOptions([
    reload(settings.reload),
    settings.metrics && metrics(settings.metrics),
    settings.https && https(settings.https),
    settings.publish && publish(settings.publish),
    settings.http_hooks && httpHooks(settings.http_hooks),
    settings.dvr && dvr(settings.dvr),
  ]);
}

/** The container's ports behind `servicePorts`, which clients may reach. */
export function clientPortsOf({ ports, servicePorts }: Options): number[] {
  return Object.keys(servicePorts).map((name) => ports[name] as number);
}

/** The objects that make the options' Secrets, where the External Secrets Operator does. */
export function secretsOf({ https }: OptionSettings, labels: Labels) {
  return externalSecrets([https], labels);
}

/**
 * What is wrong with the options for a version. Whether a version has a directive at all is for `checkServer`, which sees
 * the whole configuration.
 */
export function checkOptions({ https, dvr }: OptionSettings, version: string): SettingProblem[] {
  return [...(https ? checkHttps(parseVersion(version)) : []), ...(dvr ? checkDvr(dvr) : [])];
}
