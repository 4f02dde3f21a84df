import type { Cluster } from "@weir/app/context";
import type { Finding } from "@weir/finding/finding";
import { FindingsError } from "@weir/finding/finding";
import type { z } from "zod";
import { clusterName, clusterSchema } from "./environment-schema.ts";
import { explainUnknownName, listNames } from "./list-names.ts";
import { parseTree } from "./parse-tree.ts";
import { readVersioned } from "./read-versioned.ts";
import { type Mapping, nodeAt } from "./tree.ts";

/** What an environment's `cluster` leads to. */
export interface ClusterSource {
  /** The name of a cluster's file and what it says, if the environment names one that can be used. */
  readonly cluster: Cluster | undefined;
  /** Where its settings are written: the cluster's file, or the environment's. */
  readonly tree: Mapping | undefined;
  readonly files: readonly string[];
  readonly findings: readonly Finding[];
}

/** Reads the cluster that an environment names. One written inline is only pointed at: it is checked with the rest. */
export function readCluster(root: string, environment: Mapping, providers: readonly string[]): ClusterSource {
  const node = nodeAt(environment, ["cluster"]);
  const nothing = { cluster: undefined, tree: undefined, files: [], findings: [] };
  if (node?.kind === "mapping") return { ...nothing, tree: node };
  if (node?.kind !== "scalar" || !clusterName.safeParse(node.value).success) return nothing;
  const name = String(node.value);
  const names = listNames(root, "clusters");
  if (!names.includes(name)) {
    return {
      ...nothing,
      findings: [explainUnknownName(node.place, { kind: "cluster", folder: "clusters", name, names })],
    };
  }
  try {
    const document = readVersioned(root, `clusters/${name}.yaml`);
    const { data, findings } = parseTree(clusterSchema(providers), document.tree);
    return {
      cluster: data && toCluster(name, data),
      tree: document.tree,
      files: [document.file],
      findings: [...document.findings, ...findings],
    };
  } catch (error) {
    if (error instanceof FindingsError) return { ...nothing, findings: error.findings };
    throw error;
  }
}

type Parsed = Omit<z.output<ReturnType<typeof clusterSchema>>, "weir">;

export function toCluster(name: string, { provider, region, kubernetes, nodes, argocd }: Parsed): Cluster {
  return {
    name,
    provider,
    region,
    kubernetes,
    nodes: nodes && { ...nodes, bandwidth: nodes.bandwidth, drain: nodes.drain },
    argocd,
  };
}
