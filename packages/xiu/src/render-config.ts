import { header } from "@weir/kubernetes/generated";
import { stringify } from "smol-toml";
import type { XiuConfig } from "./config.ts";

/** xiu.toml as text: the header, then a table for each part. No value can leave its quotes: they are written as TOML wants. */
export function renderConfig(config: XiuConfig): string {
  return `${header}\n${stringify(config).trim()}\n`;
}
