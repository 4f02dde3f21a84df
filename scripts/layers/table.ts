/** The layers and what each may use. The one place that says so: ARCHITECTURE.md shows it, `check-layers.ts` checks it. */
export interface LayerTable {
  /** From the top; a package imports from lower lines only. `apps` stands for every folder in apps/. */
  readonly layers: readonly (readonly string[])[];
  /** What neither imports nor is imported: programs that another tool loads. */
  readonly standalone: readonly string[];
  /** What only the named packages may run; everybody else knows its types and is handed the rest as an argument. */
  readonly handedDown: Readonly<Record<string, readonly string[]>>;
  /** Libraries, and who may load them; an empty list is for types only. Loading zod costs every command 60 ms. */
  readonly libraries: Readonly<Record<string, readonly string[]>>;
  /** Files that import what they find on disk. */
  readonly findsImports: readonly string[];
}

export const table: LayerTable = {
  layers: [
    ["cli"],
    ["workflows"],
    ["policies", "report"],
    ["kustomize", "argocd", "rollout"],
    ["render"],
    ["environment"],
    ["apps", "providers"],
    ["srs", "xiu", "nginx", "capacity"],
    ["app"],
    ["kubernetes"],
    ["tools"],
    ["finding"],
  ],
  standalone: ["nx-plugin"],
  handedDown: { tools: ["cli"] },
  libraries: {
    zod: ["environment", "apps", "providers", "srs", "xiu", "nginx", "app"],
    yaml: ["environment"],
    "js-yaml": ["kustomize"],
    "smol-toml": ["xiu"],
    "kubernetes-models": [],
    "@kubernetes-models/argo-cd": [],
    "@kubernetes-models/external-secrets": [],
    "@kubernetes-models/gateway-api": [],
    "@kubernetes-models/prometheus-operator": [],
  },
  findsImports: ["packages/workflows/src/registry.ts", "scripts/bootstrap.mjs"],
};

/** The layers as ARCHITECTURE.md shows them: one line each, the top first. */
export function formatLayers({ layers }: Pick<LayerTable, "layers">): string {
  return layers.map((names) => names.join("  ")).join("\n");
}
