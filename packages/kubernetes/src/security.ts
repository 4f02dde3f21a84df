import type { IPodSpec, ISecurityContext } from "kubernetes-models/v1";

/**
 * What every pod has: a user that is not root, the runtime's seccomp profile, no token for the Kubernetes API and no
 * environment variables of other Services (SRS reads settings from `SRS_…`, which a Service called `srs-…` would set).
 */
export function podSecurity({ uid, gid }: { readonly uid: number; readonly gid: number }) {
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: uid,
      runAsGroup: gid,
      seccompProfile: { type: "RuntimeDefault" },
    },
  } satisfies Partial<IPodSpec>;
}

/** What every container has: no way to more rights than it starts with, and a root file system that nobody writes. */
export const containerSecurity = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  readOnlyRootFilesystem: true,
} satisfies ISecurityContext;
