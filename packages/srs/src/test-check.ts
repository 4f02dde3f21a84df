import { formatFinding } from "@weir/finding/finding";
import { type CheckOptions, checkConfig } from "./check-config.ts";
import { parseConfig } from "./parse-config.ts";
import { parseVersion } from "./versions.ts";

export interface Case extends CheckOptions {
  /** The server's version; left out, one of today's. */
  readonly tag?: string;
  /** What the file begins with; left out, what every container needs. */
  readonly base?: string;
}

/** Right for a container, in every version; one line long. */
const container = "listen 1935; daemon off; srs_log_tank console;\n";

/** The findings of a file, as a person reads them. */
export function check(added: string, { tag = "v6.0-r0", base = container, ...options }: Case = {}): string[] {
  const config = parseConfig(`${base}${added}\n`);
  return checkConfig(config, parseVersion(tag), options).map(({ line, column, ...problem }) =>
    formatFinding({
      ...problem,
      where: { file: "srs.conf", ...(line !== undefined && { line }), ...(column !== undefined && { column }) },
    }),
  );
}
