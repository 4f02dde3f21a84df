import { readStatus } from "@weir/workflows/status";
import type { Command } from "../command.ts";
import { exitCodeOf } from "../exit-codes.ts";
import { formatStatus } from "../format-status.ts";
import { plural } from "../plural.ts";
import { printFindings } from "../print-findings.ts";

export const command: Command = {
  name: "status",
  summary: "Show what runs where: versions, replicas, shares of new connections",
  usage: "[env…]",
  words: { min: 0, max: Number.POSITIVE_INFINITY },
  examples: [
    { command: "weir status", does: "every environment; examples only by name" },
    { command: "weir status srs-prod --format json", does: "one environment, for a script" },
  ],
  run: async ({ words, root, format, io }) => {
    const { environments, findings, examples } = await readStatus(root, words);
    if (format === "json") {
      const all = environments.map(({ summary, fresh }) => ({ ...summary, fresh }));
      io.out(`${JSON.stringify({ environments: all, findings }, null, 2)}\n`);
      return exitCodeOf(findings);
    }
    io.out(formatStatus(environments));
    if (examples > 0) io.out(`\n${plural(examples, "example")} as well: weir status <example>\n`);
    return printFindings(findings, { io, root, format });
  },
};
