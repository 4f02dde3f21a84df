import { pathOf } from "@weir/tools/live-programs";
import { installFolder } from "@weir/workflows/install";
import { prepare } from "./gate/prepare.ts";
import { countTests, runVitest } from "./gate/unit-tests.ts";
import { getPrograms } from "./live/get-programs.ts";
import { listChecks } from "./live/list-checks.ts";

// `npm run test:live`: asks the real servers. It gets them first; one that cannot be had is a failure.
const io = await prepare();
const missing = await getPrograms(io);
if (missing.length > 0) {
  io.err(`Missing: ${missing.join(", ")}\n`);
  process.exit(3);
}
const start = Date.now();
const command = ["env", "WEIR_LIVE=1", "vitest", "run", ".live.test.ts"];
const { report, exitCode, output } = await runVitest(installFolder, command, io.progress);
const { passed, failed, skipped, output: said } = countTests(report, exitCode, output);
if (report) io.out(`${listChecks(report)}\n\n`);
if (failed > 0 || skipped > 0) io.out(`${said}\n`);
io.out(
  `Asked ${pathOf("xiu")}, ${pathOf("nginx")} and ${pathOf("ffmpeg")} for ${((Date.now() - start) / 1000).toFixed(0)} s.\n`,
);
io.out(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}\n`);
process.exitCode = failed > 0 || skipped > 0 ? 1 : 0;
