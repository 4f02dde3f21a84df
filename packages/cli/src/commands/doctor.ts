import { inspectTools } from "@weir/tools/doctor";
import { schemasFolder, toolsFolder, weirVersion } from "@weir/workflows/install";
import type { Command } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { formatTable } from "../format-table.ts";

export const command: Command = {
  name: "doctor",
  summary: "Show the programs that weir needs, and how to get one that is missing",
  usage: "",
  words: { min: 0, max: 0 },
  examples: [{ command: "weir doctor", does: "what is here, what is missing, and how to get it" }],
  run: async ({ format, io }) => {
    const rows = await inspectTools({ folder: toolsFolder, schemas: schemasFolder });
    if (format === "json") {
      io.out(`${JSON.stringify(rows, null, 2)}\n`);
    } else {
      const cells = rows.map(({ tool, wanted, found, source, path }) => [
        tool,
        wanted,
        found ?? "–",
        source,
        path ?? "",
      ]);
      io.out(`weir ${weirVersion()}\n\n${formatTable([["tool", "wanted", "found", "from", "path"], ...cells])}`);
      for (const { tool, fix } of rows) if (fix) io.out(`\n${tool}: ${fix}\n`);
    }
    return rows.some(({ source }) => source === "missing") ? exitCodes.tool : exitCodes.fine;
  },
};
