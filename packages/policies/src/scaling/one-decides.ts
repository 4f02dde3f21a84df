import { autoscalersOf, replicasOf } from "../autoscalers-of.ts";
import type { Policy } from "../policy.ts";

export const oneDecides: Policy = {
  id: "scaling/one-decides",
  title: "Either a manifest or one autoscaler says how many pods a workload has.",
  why: "One undoes the other again and again, and each time pods stop under the viewers they have.",
  remedy: "state no replicas beside an autoscaler, or, while it takes over, fewer than its min.",
  severity: "error",
  check: (index) =>
    index.workloads.flatMap((workload) => {
      const { app, object } = workload;
      const [scaler, ...others] = autoscalersOf(workload, index);
      const replicas = replicasOf(workload);
      if (!scaler) return [];
      if (others.length > 0) {
        const names = [scaler, ...others].map(({ metadata }) => metadata.name);
        return [{ app, object, what: `is scaled by ${names.join(" and ")}.`, fix: "keep one of them." }];
      }
      // Fewer than the least are raised at once: that is how an autoscaler takes over (docs/guides/autoscaling.md).
      if (replicas === undefined || replicas < (scaler.spec?.minReplicas ?? 1)) return [];
      return [
        { app, object, what: `states ${replicas} replicas, and ${scaler.metadata.name} decides how many there are.` },
      ];
    }),
};
