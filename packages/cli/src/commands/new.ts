import { join } from "node:path";
import { findRoot } from "@weir/workflows/find-root";
import { listExamples, newEnvironment } from "@weir/workflows/new-environment";
import { type Command, UsageError } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";

export const command: Command = {
  name: "new",
  summary: "Begin an environment from an example",
  usage: "<env> --from <example>",
  options: {
    from: { type: "string", value: "example", description: "the name of a folder in examples/" },
  },
  words: { min: 1, max: 1 },
  writes: true,
  examples: [
    { command: "weir new demo --from quick-start", does: "one server, in environments/demo" },
    { command: "weir new live --from edge-cluster", does: "edges for many viewers, in environments/live" },
  ],
  run: async ({ words: [name = ""], flags, root, format, io }) => {
    if (typeof flags.from !== "string") throw new UsageError(`weir new needs --from <example>:\n\n${formatExamples()}`);
    const file = newEnvironment(root, name, flags.from);
    if (format === "json") io.out(`${JSON.stringify({ written: [file] }, null, 2)}\n`);
    else io.out(`wrote    ${file}\n\n${formatNext(name, flags.from, root)}`);
    return exitCodes.fine;
  },
};

function formatNext(name: string, example: string, root: string): string {
  const elsewhere = root === findRoot(process.cwd()) ? "" : ` --root ${root}`;
  return [
    `Next: read it, and make its addresses and names yours; how to publish and play is in examples/${example}/README.md of weir.`,
    `      weir generate ${name}${elsewhere}`,
    `      kubectl apply -k ${join(elsewhere ? root : "", "environments", name)}`,
    "",
  ].join("\n");
}

function formatExamples(): string {
  const examples = listExamples();
  const width = Math.max(...examples.map(({ name }) => name.length));
  return examples.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join("\n");
}
