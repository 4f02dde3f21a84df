// `weir generate` as far as weir itself does the work: kustomize and kubeconform are not started.
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

enableCompileCache(fileURLToPath(new URL("../../node_modules/.cache/weir", import.meta.url)));
const { generate } = await import("@weir/workflows/generate");
const loadTools = () => {
  throw new Error("the benchmark starts no tools");
};
const allGood = async (subjects) => ({
  findings: [],
  verdicts: new Map(subjects.map(({ environment }) => [environment.directory, ["not asked"]])),
});
await generate({ root: process.argv[2], loadTools }, allGood);
