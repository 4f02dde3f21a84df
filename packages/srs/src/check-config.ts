import { checkCluster } from "./check-cluster.ts";
import { type ConfigProblem, checkDirectives } from "./check-directives.ts";
import { checkFiles } from "./check-files.ts";
import { checkHooks } from "./check-hooks.ts";
import { checkListeners } from "./check-listeners.ts";
import { checkOriginCluster } from "./check-origin-cluster.ts";
import { checkProcess } from "./check-process.ts";
import { checkProtocols } from "./check-protocols.ts";
import { checkReload } from "./check-reload.ts";
import { checkSecrets } from "./check-secrets.ts";
import { checkSecurity } from "./check-security.ts";
import { checkStart } from "./check-start.ts";
import { type SrsConfig, vhostsOf } from "./config.ts";
import type { SrsVersion } from "./versions.ts";

export interface CheckOptions {
  /** Whether a changed file must take effect without a restart. */
  readonly reload?: boolean;
  /** The soft limit of open files in the container, where it is known. */
  readonly openFiles?: number;
  /** Whether the file is made of an app's settings: fixes then say what to write there, and not in srs.conf. */
  readonly fromSettings?: boolean;
}

/**
 * What is wrong with a configuration for an exact version in a container: what the server itself refuses
 * (`check_normal_config`, `check_number_connections`), and what it accepts and viewers suffer from.
 */
export function checkConfig(config: SrsConfig, version: SrsVersion, options: CheckOptions = {}): ConfigProblem[] {
  const { fromSettings = false } = options;
  return [
    ...checkDirectives(config, version, fromSettings),
    ...checkStart(config, version, options.openFiles),
    ...checkProcess(config, version),
    ...checkReload(config, version, options.reload ?? false),
    ...checkListeners(config, version),
    ...checkSecrets(config),
    ...vhostsOf(config).flatMap((vhost) => [
      ...checkCluster(vhost, version),
      ...checkOriginCluster(config, vhost, version),
      ...checkFiles(vhost, version, fromSettings),
      ...checkHooks(vhost, version),
      ...checkSecurity(vhost, version),
      ...checkProtocols(config, vhost),
    ]),
  ];
}
