import { main } from "@weir/cli/main";
import { prepare } from "./gate/prepare.ts";

// `npm start`: everything generated, proven and validated, then what runs where and what to try next.
const io = await prepare();
const code = (await main(["generate"])) || (await main(["status"]));
if (code === 0) {
  io.out(`
Next:  change replicas in environments/srs-prod/environment.yaml, then   npm run generate
       see every value, where it is written and why                      npx weir show srs-prod
       see what Argo CD will sync                                        kubectl kustomize environments/srs-prod/srs-edge
`);
}
process.exitCode = code;
