import type { Problem } from "@weir/finding/finding";
import { checkConfig } from "./check-config.ts";
import type { SrsConfig } from "./config.ts";
import { checkVersion, parseVersion } from "./versions.ts";

/** What is wrong with a version that a person wrote, and with the configuration that it would be given. */
export function checkServer(
  version: string,
  config: SrsConfig,
  options: { readonly reload?: boolean } = {},
): Problem[] {
  return [
    ...checkVersion(version),
    ...checkConfig(config, parseVersion(version), options).map(({ line: _, ...problem }) => problem),
  ];
}
