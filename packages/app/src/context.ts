/** clusters/<name>.yaml, parsed: what the environments of one cluster share. */
export interface Cluster {
  /** The file's name without `.yaml`; of a cluster written inline, the environment's name. */
  readonly name: string;
  readonly provider: string;
  readonly region: string | undefined;
  /** `1.34` */
  readonly kubernetes: string;
  readonly nodes: Nodes | undefined;
  readonly argocd: ArgoCD | undefined;
}

export interface Nodes {
  readonly count: number;
  /** Cores of one node. */
  readonly cpu: number;
  /** Memory of one node as a Kubernetes quantity: `8Gi`. */
  readonly memory: string;
  /** Network of one node in kbps. */
  readonly bandwidth: number | undefined;
  /** The longest a node waits for its pods when it is drained, in seconds. */
  readonly drain: number | undefined;
}

export interface ArgoCD {
  readonly repoURL: string;
  /** Branch, tag or commit that Argo CD follows. */
  readonly revision: string;
  /** Where Argo CD itself runs. */
  readonly namespace: string;
  /** The cluster as Argo CD knows it: one of the two. */
  readonly destination: { readonly name: string } | { readonly server: string };
}

/** What an environment must hold at its peak. */
export interface Audience {
  readonly viewers: number;
  readonly publishers: number;
  /** Of one stream, in kbps. */
  readonly bitrate: number;
  readonly session: Session;
}

/** How long a viewer stays: lognormal. */
export interface Session {
  /** Seconds. */
  readonly mean: number;
  /** Sigma of the underlying normal distribution. */
  readonly spread: number;
}
