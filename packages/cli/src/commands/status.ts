import { readStatus } from "@weir/workflows/status";
import type { Command } from "../command.ts";
import { exitCodeOf } from "../exit-codes.ts";
import { formatStatus } from "../format-status.ts";
import { printFindings } from "../print-findings.ts";

export const command: Command = {
  name: "status",
  summary: "Show what runs where: versions, replicas, shares of new connections",
  usage: "[env…]",
  words: { min: 0, max: Number.POSITIVE_INFINITY },
  examples: [
    { command: "weir status", does: "every environment" },
    { command: "weir status srs-prod --format json", does: "one environment, for a script" },
  ],
  run: async ({ words, root, format, io }) => {
    const { environments, findings } = await readStatus(root, words);
    if (format === "json") {
      const all = environments.map(({ summary, fresh }) => ({ ...summary, fresh }));
      io.out(`${JSON.stringify({ environments: all, findings }, null, 2)}\n`);
      return exitCodeOf(findings);
    }
    io.out(formatStatus(environments));
    return printFindings(findings, { io, root, format });
  },
};
