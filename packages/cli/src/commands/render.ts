import { suggest } from "@weir/finding/suggest";
import { formatManifests } from "@weir/kubernetes/format-yaml";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { type Model, objectsOf } from "@weir/render/model";
import { renderEnvironments } from "@weir/workflows/render";
import { selectEnvironments } from "@weir/workflows/workspace";
import { type Command, UsageError } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { printFindings } from "../print-findings.ts";

export const command: Command = {
  name: "render",
  summary: "Print the manifests, byte for byte as kustomize builds them",
  usage: "<env> [app]",
  words: { min: 1, max: 2 },
  examples: [
    { command: "weir render srs-prod srs-edge", does: "what Argo CD will apply for the edges" },
    { command: "weir render srs-prod | kubectl diff -f -", does: "what it would change in the cluster" },
  ],
  run: async ({ words: [name = "", app], root, format, io }) => {
    const [rendered] = await renderEnvironments(root, selectEnvironments(root, [name]));
    if (!rendered) return exitCodes.fine;
    const { model, warnings } = rendered;
    const apps = model.apps.filter((one) => app === undefined || one.app === app);
    if (apps.length === 0) throw unknownApp(name, app ?? "", model);
    const objects: KubernetesObject[] = apps.flatMap(({ target }) => objectsOf(target));
    io.out(
      format === "json" ? `${JSON.stringify({ objects, findings: warnings }, null, 2)}\n` : formatManifests(objects),
    );
    return format === "json" ? exitCodes.fine : printFindings(warnings, { io, root, format });
  },
};

function unknownApp(name: string, app: string, model: Model): UsageError {
  const apps = model.apps.map((one) => one.app);
  const close = suggest(app, apps);
  const meant = close ? ` Did you mean ${close}?` : "";
  return new UsageError(`${name} has no app ${JSON.stringify(app)}.${meant} It has ${apps.join(", ")}.`);
}
