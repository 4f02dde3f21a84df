import { parseQuantity } from "@weir/kubernetes/quantities";
import { containersOf } from "@weir/kubernetes/walk";
import type { Policy } from "../policy.ts";

export const requestWithinLimit: Policy = {
  id: "resources/request-within-limit",
  title: "A container requests no more than its limit, in amounts that Kubernetes can read.",
  why: "The cluster refuses the pod, so nothing of it runs.",
  remedy: "raise the limit or lower the request.",
  severity: "error",
  check: ({ workloads }) =>
    workloads.flatMap(({ app, object, template }) =>
      containersOf(template).flatMap(({ name, resources: { requests = {}, limits = {} } = {} }) => [
        ...[...Object.entries(requests), ...Object.entries(limits)]
          .filter(([, amount]) => parseQuantity(String(amount)) === undefined)
          .map(([kind, amount]) => ({
            app,
            object,
            what: `states ${amount} of ${kind} for ${name}, which is no quantity.`,
          })),
        ...Object.entries(requests)
          .filter(([kind, request]) => isAbove(request, limits[kind]))
          .map(([kind, request]) => ({
            app,
            object,
            what: `requests ${request} of ${kind} for ${name} with a limit of ${limits[kind]}.`,
          })),
      ]),
    ),
};

function isAbove(request: string | number, limit: string | number | undefined): boolean {
  const [wanted, most] = [
    parseQuantity(String(request)),
    limit === undefined ? undefined : parseQuantity(String(limit)),
  ];
  return wanted !== undefined && most !== undefined && wanted > most;
}
