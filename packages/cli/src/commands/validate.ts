import { validateOverlays } from "@weir/workflows/validate";
import type { Command } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { isCI } from "../is-ci.ts";
import { loadTools } from "../load-tools.ts";
import { elapsed, plural } from "../plural.ts";
import { countFindings, printFindings } from "../print-findings.ts";

export const command: Command = {
  name: "validate",
  summary: "Prove that the overlays on disk give the model, and that it is valid",
  usage: "[env[/app]…]",
  words: { min: 0, max: Number.POSITIVE_INFINITY },
  examples: [
    { command: "weir validate", does: "everything" },
    { command: "weir validate srs-prod srs-staging/srs-edge", does: "one environment, and one app of another" },
  ],
  run: async ({ words, root, format, io }) => {
    const { findings, overlays, objects } = await validateOverlays({
      root,
      names: words,
      loadTools,
      anew: isCI(),
      onProgress: io.progress,
    });
    const code = printFindings(findings, { io, root, format });
    if (format === "json") return code;
    if (code !== exitCodes.fine) io.err(`${countFindings(findings)}.\n`);
    else {
      const valid = `${plural(objects, "object")} valid, ${plural(findings.length, "warning")}`;
      io.out(`${plural(overlays, "overlay")} give exactly their model · ${valid} · ${elapsed()}\n`);
    }
    return code;
  },
};
