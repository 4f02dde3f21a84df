import { type Finding, formatFinding } from "@weir/finding/finding";
import { type GenerateResult, generate } from "@weir/workflows/generate";
import type { Call, Command } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { isCI } from "../is-ci.ts";
import { loadTools } from "../load-tools.ts";
import { elapsed, plural } from "../plural.ts";

export const command: Command = {
  name: "generate",
  summary: "Write what environment.yaml asks for, proven by kustomize and valid",
  usage: "[env…] [--check] [--force]",
  options: {
    check: { type: "boolean", description: "write nothing; exit 1 when a generated file is not what it should be" },
    force: { type: "boolean", description: "overwrite generated files that somebody edited by hand" },
  },
  words: { min: 0, max: Number.POSITIVE_INFINITY },
  writes: true,
  examples: [
    { command: "weir generate", does: "every environment; what has not changed costs nothing" },
    { command: "weir generate srs-prod", does: "one environment" },
    { command: "weir generate --check", does: "in CI: is everything in git up to date?" },
  ],
  run: async (call) => {
    const { words, flags, root, format, io } = call;
    const check = flags.check === true;
    const result = await generate({
      root,
      names: words,
      check,
      anew: check && isCI(),
      force: flags.force === true,
      loadTools,
      onProgress: (step) => io.progress(step),
    });
    if (format === "json") io.out(`${JSON.stringify(result, null, 2)}\n`);
    else await print(result, call);
    return result.drift.length > 0 ? exitCodes.findings : exitCodes.fine;
  },
};

async function print(result: GenerateResult, { words, flags, root, format, io }: Call): Promise<void> {
  const { warnings, drift, written, removed, counts } = result;
  const { printable, printFindings } = await import("../print-findings.ts");
  printFindings([...warnings, ...drift.filter((finding) => !isPlain(finding))], { io, root, format });
  for (const { fix: _, ...finding } of drift.filter(isPlain)) io.err(`${printable(formatFinding(finding))}\n`);
  if (drift.length > 0) {
    const command = ["weir generate", ...words].join(" ");
    const are = drift.length === 1 ? "is" : "are";
    io.err(
      `${plural(drift.length, "file")} ${are} not as environment.yaml says. Run ${command} and commit the result.\n`,
    );
    return;
  }
  for (const file of written) io.out(`wrote    ${printable(file)}\n`);
  for (const file of removed) io.out(`removed  ${printable(file)}\n`);
  const proven = `${plural(counts.overlays, "overlay")} equal their model · ${plural(counts.objects, "object")} valid`;
  const parts = flags.check
    ? [`${plural(counts.files, "file")} as environment.yaml says`]
    : [`${plural(counts.files, "file")} up to date`, `${proven}, ${plural(warnings.length, "warning")}`];
  io.out(`${[...parts, elapsed()].join(" · ")}\n`);
}

/** Where there are many, what they have in common is said once, at the end. */
function isPlain({ id }: Finding): boolean {
  return id === "generated/drift";
}
