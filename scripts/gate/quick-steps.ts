import { checkLayers } from "../layers/check-layers.ts";
import { type Step, verdict } from "./gate.ts";
import { follow, quiet } from "./run-program.ts";

/** What takes seconds: types, lint and format, layers, and whether generated files are what environment.yaml gives. */
export function quickSteps(root: string): Step[] {
  return [
    { name: "types", run: programStep(() => quiet`tsc --noEmit -p .`) },
    { name: "lint", run: programStep(() => quiet`biome check --error-on-warnings .`) },
    {
      name: "layers",
      run: async () => {
        const wrong = checkLayers(root);
        return verdict(wrong.length === 0, wrong.join("\n"));
      },
    },
    { name: "fresh", run: programStep(() => quiet`weir generate --check`) },
  ];
}

/** A step that passes when a program does. */
export function programStep(start: () => Parameters<typeof follow>[0]): Step["run"] {
  return async (progress) => {
    const { exitCode, output } = await follow(start(), progress);
    return verdict(exitCode === 0, output);
  };
}
