import type { Model } from "@weir/render/model";
import { outside, topologyOf } from "./topology.ts";

/**
 * environments/<env>/README.md: what runs here and how it hangs together. It holds nothing that changing a number or a
 * version changes, so that pull requests on different apps never meet in it.
 */
export function formatEnvironmentReadme(model: Model): string {
  const { name, directory, namespace, cluster, about } = model.environment;
  return `# ${name}

${about ? `${about}\n\n## What runs here\n\n` : ""}Namespace \`${namespace}\` on cluster \`${cluster.name}\`. Everything in this folder comes from
[environment.yaml](environment.yaml)${about ? " and [about.md](about.md)" : ""}; edit ${about ? "them" : "that file"}, then run \`weir generate\`.

${formatDiagram(model)}| app | what is applied |
| --- | --- |
${model.apps.map(({ app }) => `| [${app}](${app}/README.md) | \`kubectl kustomize ${directory}/${app}\` |`).join("\n")}

- What does a setting say, and where was it written? \`weir show ${name}\`
- How many of what runs here? \`weir status\`
${cluster.argocd ? `- With Argo CD: \`kubectl apply -f ${directory}/argocd/root.yaml\`, by an admin, once, and again when that file changes.\n` : ""}- Without ${cluster.argocd ? "Argo CD and without " : ""}weir: \`kubectl apply -k ${directory}\`.
`;
}

/** Nothing for an environment that runs nothing. */
function formatDiagram(model: Model): string {
  const { apps, links } = topologyOf(model);
  if (apps.length === 0) return "";
  const id = (name: string) => (name === outside ? "outside" : name);
  return [
    "```mermaid",
    "flowchart LR",
    ...(links.some(({ from }) => from === outside) ? [`  outside(["${outside}"])`] : []),
    ...apps.map((app) => `  ${app}["${app}"]`),
    ...links.map(({ from, to, by }) => `  ${id(from)} -->|${by}| ${id(to)}`),
    "```",
    "\n",
  ].join("\n");
}
