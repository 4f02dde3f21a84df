import { parseImage } from "@weir/kubernetes/images";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { matches, type Selector } from "@weir/kubernetes/selectors";
import { containersOf, podTemplateOf } from "@weir/kubernetes/walk";
import type { IContainer } from "kubernetes-models/v1";
import type { Rendered } from "./app.ts";

/**
 * What every app's own test asserts of its pods to be empty: each broken rule as a sentence.
 *
 * @param options.unprobed names of ports whose failure a server does not survive, so that no probe needs to ask
 */
export function faultsOfPods(
  { shared, instances }: Rendered,
  { unprobed = [] }: { unprobed?: readonly string[] } = {},
): string[] {
  const objects = [...shared, ...instances.flatMap(({ resources }) => resources)];
  const names = new Set(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`));
  const workloads = objects.flatMap((object) => {
    const template = podTemplateOf(object);
    return template ? [{ object, template }] : [];
  });
  const faults = workloads.flatMap(({ object, template }) => {
    const { spec, metadata } = template;
    const labels = metadata?.labels ?? {};
    const selector = (object as { spec?: { selector?: Selector } }).spec?.selector;
    const others = workloads.filter((other) => other.object !== object);
    const rules: [boolean, string][] = [
      [spec.securityContext?.runAsNonRoot === true && (spec.securityContext.runAsUser ?? 0) > 0, "may run as root"],
      [spec.securityContext?.seccompProfile?.type === "RuntimeDefault", "has no seccomp profile"],
      [spec.automountServiceAccountToken === false, "has a token"],
      [names.has(`ServiceAccount ${spec.serviceAccountName}`), "has no account of its own"],
      [object.kind === "CronJob" || selector !== undefined, "selects nothing"],
      [!selector || matches(selector, labels), "does not select its own pods"],
      [
        !selector || !others.some((other) => matches(selector, other.template.metadata?.labels ?? {})),
        "selects pods of another",
      ],
      ...containersOf(template).flatMap((container) =>
        rulesOf(container, object.kind !== "CronJob" && spec.containers.includes(container), unprobed),
      ),
    ];
    return rules.flatMap(([holds, fault]) => (holds ? [] : [`${object.kind} ${object.metadata.name} ${fault}`]));
  });
  return [...faults, ...faultsOfSelectors(objects, workloads)];
}

/** @param stays whether it serves for as long as its pod does, and is not done after a while */
function rulesOf(container: IContainer, stays: boolean, unprobed: readonly string[]): [boolean, string][] {
  const { securityContext: security, resources, ports = [] } = container;
  const probes = [container.startupProbe, container.readinessProbe, container.livenessProbe];
  const probed = new Set([...unprobed, ...probes.map((probe) => probe?.tcpSocket?.port ?? probe?.httpGet?.port)]);
  return [
    [security?.readOnlyRootFilesystem === true, "writes to its root file system"],
    [security?.allowPrivilegeEscalation === false, "may get more rights"],
    [security?.capabilities?.drop?.includes("ALL") === true, "keeps capabilities"],
    [resources?.requests?.cpu !== undefined, "requests no processor"],
    [resources?.requests?.memory !== undefined, "requests no memory"],
    [resources?.limits?.memory !== undefined, "has no memory limit"],
    [resources?.limits?.cpu === undefined, "has a limit of processor, which stalls streams"],
    [![undefined, "latest"].includes(parseImage(container.image ?? "").tag), "has no version"],
    [!stays || probes.every((probe) => probe !== undefined), "lacks a probe"],
    ...ports.map((port): [boolean, string] => [
      port.name !== undefined && port.protocol === "TCP" && probed.has(port.name),
      `has a port that is unnamed or not probed: ${port.containerPort}`,
    ]),
  ];
}

/** Services, budgets and policies: each selects pods that are there. */
function faultsOfSelectors(
  objects: readonly KubernetesObject[],
  workloads: readonly {
    readonly template: { readonly metadata?: { readonly labels?: Readonly<Record<string, string>> } };
  }[],
): string[] {
  return objects.flatMap((object) => {
    const { spec } = object as { spec?: { selector?: Selector; podSelector?: Selector } };
    const selector =
      object.kind === "Service"
        ? { matchLabels: spec?.selector as unknown as Readonly<Record<string, string>> }
        : object.kind === "PodDisruptionBudget"
          ? spec?.selector
          : object.kind === "NetworkPolicy"
            ? spec?.podSelector
            : undefined;
    // A StatefulSet's pods get this label when they are made.
    if (!selector || Object.keys(selector.matchLabels ?? {}).includes("statefulset.kubernetes.io/pod-name")) return [];
    const found = workloads.some(({ template }) => matches(selector, template.metadata?.labels ?? {}));
    return found ? [] : [`${object.kind} ${object.metadata.name} selects no pods`];
  });
}
