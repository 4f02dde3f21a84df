import { formatPlace } from "@weir/finding/finding";
import { suggest } from "@weir/finding/suggest";
import { type ShownValue, showValues } from "@weir/workflows/show";
import { selectEnvironments } from "@weir/workflows/workspace";
import { type Command, UsageError } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { printable } from "../print-findings.ts";

export const command: Command = {
  name: "show",
  summary: "Show every value, and the file and line that says so",
  usage: "<env> [path]",
  words: { min: 1, max: 2 },
  examples: [
    { command: "weir show srs-prod", does: "everything" },
    { command: "weir show srs-prod apps.srs-edge.drain", does: "one value: what it is and who wrote it" },
  ],
  run: async ({ words: [name = "", path], root, format, io }) => {
    const [folder] = selectEnvironments(root, [name]);
    if (!folder) return exitCodes.fine;
    const values = await showValues(root, folder, path);
    if (values.length === 0) throw await unknownPath(root, folder, path ?? "");
    io.out(format === "json" ? `${JSON.stringify(values, null, 2)}\n` : formatValues(values));
    return exitCodes.fine;
  },
};

function formatValues(values: readonly ShownValue[]): string {
  const rows = values.map(({ path, value, why, place }) => [
    path,
    printable(typeof value === "string" ? value : JSON.stringify(value)),
    place ? `${formatPlace(place)}${why === "inherited" ? " (inherited)" : ""}` : why,
  ]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(([path = "", value = "", why]) => `${path.padEnd(widths[0] ?? 0)}  ${value.padEnd(widths[1] ?? 0)}  ${why}\n`)
    .join("");
}

async function unknownPath(root: string, folder: Parameters<typeof showValues>[1], path: string): Promise<UsageError> {
  const all = (await showValues(root, folder)).map((value) => value.path);
  const branches = all.flatMap((leaf) => leaf.split(".").map((_, end, parts) => parts.slice(0, end + 1).join(".")));
  const close = suggest(path, new Set(branches));
  return new UsageError(
    `${folder.name} has no value ${JSON.stringify(path)}.${close ? ` Did you mean ${close}?` : ` weir show ${folder.name} lists them.`}`,
  );
}
