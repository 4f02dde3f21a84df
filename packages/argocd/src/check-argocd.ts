import type { Finding } from "@weir/finding/finding";

/** What Argo CD's own names and namespace forbid an environment. */
export function checkArgoCD(
  environment: { readonly name: string; readonly namespace: string },
  argocd: { readonly namespace: string },
  locate: (path: readonly string[]) => Finding["where"],
): Finding[] {
  const findings: Finding[] = [];
  if (environment.namespace === argocd.namespace) {
    findings.push({
      id: "argocd/own-namespace",
      severity: "error",
      where: locate(["namespace"]),
      what: `${environment.namespace} is the namespace that Argo CD itself runs in.`,
      why: "weir closes an environment's namespace to the network: Argo CD would stop, and with it every later change.",
      fix: "give the environment a namespace of its own.",
    });
  }
  if (environment.name === "default") {
    findings.push({
      id: "argocd/default-project",
      severity: "error",
      where: locate([]),
      what: "An environment called default makes an AppProject called default, and Argo CD has one already.",
      why: "Every other Application in that project would lose its rights.",
      fix: "rename the environment's folder.",
    });
  }
  return findings;
}
