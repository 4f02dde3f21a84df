import { install } from "@weir/tools/install";
import { locate } from "@weir/tools/locate";
import type { Pin } from "@weir/tools/pins";
import { type Step, verdict } from "./gate.ts";
import { follow, quiet } from "./run-program.ts";

/** Only the gate needs it, so it is built by Go where there is Go, and its check is left out elsewhere. */
const actionlint: Pin = {
  name: "actionlint",
  version: "v1.7.12",
  package: "github.com/rhysd/actionlint/cmd/actionlint",
  archive: "",
  sha256: {},
  printVersion: ["-version"],
};

/** .github/workflows, by actionlint. */
export function workflowLint(toolsFolder: string): Step {
  return {
    name: "workflows",
    run: async (progress) => {
      const options = { folder: toolsFolder, notify: progress };
      let program: string;
      try {
        const { path } = (await locate(actionlint, toolsFolder)) ?? (await install(actionlint, options));
        program = path;
      } catch (error) {
        return { passed: 0, failed: 0, skipped: 1, output: `Not checked: ${(error as Error).message}` };
      }
      const { exitCode, output } = await follow(quiet`${program}`, progress);
      return verdict(exitCode === 0, output);
    },
  };
}
