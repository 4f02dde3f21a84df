import { generatorOf } from "@weir/kubernetes/config-map";
import { isConfigMap, type KubernetesObject } from "@weir/kubernetes/object";
import { type AppModel, type Model, objectsOf } from "@weir/render/model";
import { formatReplicas, type Row, summarize } from "./summary.ts";

/**
 * environments/<env>/<app>/README.md: what of the app runs here, in the figures that people ask for first.
 *
 * @param summary what the app is, in one sentence
 */
export function formatAppReadme(model: Model, { app, target, notes }: AppModel, summary: string): string {
  const { name, directory } = model.environment;
  const rows = summarize(model).rows.filter((row) => row.app === app);
  return `# ${app} in ${name}

${summary}

${formatFigures(rows)}${notes.map((note) => `${note}\n\n`).join("")}Objects:

${formatObjects(objectsOf(target))}

Next:

- Change it: \`apps.${app}\` in [environment.yaml](../environment.yaml), then \`weir generate ${name}\`.
- See what is applied: \`kubectl kustomize ${directory}/${app}\`
- Who wrote which value: \`weir show ${name} apps.${app}\`
`;
}

function formatFigures(rows: readonly Row[]): string {
  const running = rows.filter(({ version }) => version !== undefined);
  if (running.length === 0) return "";
  const columns = [
    { title: "track", line: "---", cell: ({ track }: Row) => track },
    { title: "version", line: "---", cell: ({ version }: Row) => version },
    { title: "replicas", line: "---:", cell: formatReplicas },
    { title: "new connections", line: "---:", cell: ({ share }: Row) => formatShare(share) },
    { title: "runs at", line: "---", cell: ({ schedule }: Row) => schedule },
  ].filter(({ cell }) => running.some((row) => cell(row) !== undefined));
  const line = (cells: readonly unknown[]) => `| ${cells.map((cell) => cell ?? "–").join(" | ")} |\n`;
  return [
    line(columns.map(({ title }) => title)),
    line(columns.map((column) => column.line)),
    ...running.map((row) => line(columns.map(({ cell }) => cell(row)))),
    "\n",
  ].join("");
}

function formatShare(share: number | undefined): string | undefined {
  return share === undefined ? undefined : `${Math.round(share * 100)} %`;
}

function formatObjects(objects: readonly KubernetesObject[]): string {
  const byKind = Map.groupBy(objects, ({ kind }) => kind);
  return [...byKind]
    .map(([kind, made]) => `- ${kind}: ${made.map((object) => `\`${nameOf(object)}\``).join(", ")}`)
    .join("\n");
}

/** Without the content's hash: a page should not change because a configuration does. */
function nameOf(object: KubernetesObject): string {
  return isConfigMap(object) ? generatorOf(object).name : object.metadata.name;
}
