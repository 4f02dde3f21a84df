import { installFolder } from "@weir/workflows/install";
import { runGate } from "./gate/gate.ts";
import { prepare } from "./gate/prepare.ts";
import { quickSteps } from "./gate/quick-steps.ts";

// `npm run check`: the part of the gate that takes seconds.
const screen = await prepare();
process.exitCode = (await runGate(quickSteps(installFolder), screen)) ? 0 : 1;
