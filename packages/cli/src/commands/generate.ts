import { generate } from "@weir/workflows/generate";
import type { Command } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { loadTools } from "../load-tools.ts";
import { plural } from "../plural.ts";

export const command: Command = {
  name: "generate",
  summary:
    "Write what environment.yaml says: overlays, bases, Argo CD applications. Proven by kustomize, checked by kubeconform.",
  usage: "[env…] [--check] [--force]",
  options: {
    check: { type: "boolean", description: "write nothing; exit 1 when a generated file is not what it should be" },
    force: { type: "boolean", description: "overwrite generated files that somebody edited by hand" },
  },
  words: { min: 0, max: Number.POSITIVE_INFINITY },
  examples: [
    { command: "weir generate", does: "every environment; what has not changed costs nothing" },
    { command: "weir generate srs-prod", does: "one environment" },
    { command: "weir generate --check", does: "in CI: is everything in git up to date?" },
  ],
  run: async ({ words, flags, root, format, io }) => {
    const result = await generate({
      root,
      names: words,
      check: flags.check === true,
      force: flags.force === true,
      loadTools,
      onProgress: (step) => io.progress(step),
    });
    const { warnings, drift, written, removed, counts } = result;
    if (format === "json") {
      io.out(`${JSON.stringify(result, null, 2)}\n`);
      return drift.length > 0 ? exitCodes.findings : exitCodes.fine;
    }
    const { printFindings } = await import("../print-findings.ts");
    printFindings([...warnings, ...drift], { io, root, format });
    if (drift.length > 0) {
      io.err(
        `${plural(drift.length, "file")} not as environment.yaml says. Run weir generate and commit the result.\n`,
      );
      return exitCodes.findings;
    }
    for (const file of written) io.out(`wrote    ${file}\n`);
    for (const file of removed) io.out(`removed  ${file}\n`);
    io.out(
      `${plural(counts.files, "file")} up to date · ${plural(counts.overlays, "overlay")} equal their model · ` +
        `${plural(counts.objects, "object")} valid\n`,
    );
    return exitCodes.fine;
  },
};
