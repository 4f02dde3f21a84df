import { type ConfigProblem, problemAt } from "./check-directives.ts";
import { find, type SrsConfig } from "./config.ts";

/** Secrets that SRS also takes from its environment (`SRS_OVERWRITE_BY_ENV_STRING` in their readers, 5.0 and later). */
const secrets = [
  ["http_api", "auth", "password"],
  ["srt_server", "passphrase"],
  ["tencentcloud_cls", "secret_key"],
  ["tencentcloud_apm", "token"],
] as const;

/** Passwords in a file that is in git and in a ConfigMap. */
export function checkSecrets(config: SrsConfig): ConfigProblem[] {
  return secrets.flatMap((path) => {
    const secret = find(config, ...path);
    if (!secret) return [];
    return [
      problemAt(secret, {
        id: "srs/secret-in-config",
        severity: "error",
        what: `${path.join(".")} is written into srs.conf.`,
        why: "Everybody who reads the repository or the ConfigMap has it.",
        fix: `Leave it out, and set SRS_${path.join("_").toUpperCase()} in the container from a Secret.`,
      }),
    ];
  });
}
