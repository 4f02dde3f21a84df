import { main } from "@weir/cli/main";
import { pins } from "@weir/tools/pins";
import { weirVersion } from "@weir/workflows/install";
import { prepare } from "./gate/prepare.ts";

// `npm start`: everything generated, proven and validated, then what runs where and what to try next.
const io = await prepare();
const { kustomize, kubeconform } = pins;
io.out(`weir ${weirVersion()} · kustomize ${kustomize.version} · kubeconform ${kubeconform.version}\n\n`);
let code = await main(["generate"]);
io.out("\n");
code ||= await main(["status"]);
if (code === 0) {
  io.out(`
Next:  change replicas in environments/srs-prod/environment.yaml, then   npm run generate
       see every value, where it is written and why                      npx weir show srs-prod
       see what Argo CD will sync                                        kubectl kustomize environments/srs-prod/srs-edge
`);
}
// A tool that hangs after another one failed is not waited for.
process.exit(code);
