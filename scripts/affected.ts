import { parseArgs } from "node:util";
import { main } from "@weir/cli/main";
import { installFolder } from "@weir/workflows/install";
import { allChecks, askNx, planChecks } from "./gate/affected-checks.ts";
import { prepare } from "./gate/prepare.ts";

// `node scripts/bootstrap.mjs affected --base <ref>`: checks what a change since then reaches; everything without --base.
const { base } = parseArgs({ options: { base: { type: "string" } } }).values;
const io = await prepare();
const { names, trouble } = base ? await askNx(base) : { trouble: "no --base was given" };
if (names === undefined) io.err(`Checking everything: ${trouble}\n`);
const checks = names ? planChecks(installFolder, names) : allChecks;
if (checks.length === 0) io.out(`Nothing that was changed since ${base} reaches an environment.\n`);

for (const words of checks) {
  io.out(`weir ${words.join(" ")}\n`);
  // What is not fresh is not worth validating.
  process.exitCode = await main(words);
  if (process.exitCode !== 0) break;
}
