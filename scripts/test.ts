import { installFolder, toolsFolder } from "@weir/workflows/install";
import { runGate } from "./gate/gate.ts";
import { prepare } from "./gate/prepare.ts";
import { programStep, quickSteps } from "./gate/quick-steps.ts";
import { quiet } from "./gate/run-program.ts";
import { unitTests } from "./gate/unit-tests.ts";
import { workflowLint } from "./gate/workflow-lint.ts";

// `npm test`: the whole gate, the same on a laptop and in CI.
const screen = await prepare();
const steps = [
  ...quickSteps(installFolder),
  { name: "proven", run: programStep(() => quiet`weir validate`) },
  workflowLint(toolsFolder),
  unitTests(installFolder),
];
process.exitCode = (await runGate(steps, screen)) ? 0 : 1;
