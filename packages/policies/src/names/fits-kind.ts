import { isLabel, isLabelValue, isSubdomain, maxNameLength } from "@weir/kubernetes/names";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { isPortName } from "@weir/kubernetes/port-name";
import { containersOf, type PodTemplate } from "@weir/kubernetes/walk";
import type { Policy } from "../policy.ts";

export const fitsKind: Policy = {
  id: "names/fits-kind",
  title: "Names and labels have the length and the letters that Kubernetes takes for their kind.",
  why: "The cluster refuses the object, and what it should run for viewers never starts.",
  remedy: "choose a shorter or plainer name: of the environment, its namespace, a track or a label.",
  severity: "error",
  check: ({ objects, workloads, services }) => [
    ...objects.flatMap(({ app, object }) =>
      [...faultsOfName(object), ...faultsOfLabels(object.metadata.labels)].map((what) => ({ app, object, what })),
    ),
    ...workloads.flatMap(({ app, object, template }) =>
      // A Pod's own labels are its metadata, seen above.
      [...(object.kind === "Pod" ? [] : faultsOfLabels(template.metadata?.labels)), ...faultsOfPod(template)].map(
        (what) => ({ app, object, what }),
      ),
    ),
    ...services.flatMap(({ app, object }) =>
      faultsOfParts("port", object.spec?.ports ?? [], isLabel, "label").map((what) => ({ app, object, what })),
    ),
  ],
};

function faultsOfName({ kind, metadata: { name } }: KubernetesObject): string[] {
  const most = maxNameLength(kind);
  if (name.length > most) return [`has a name of ${name.length} characters, and the most for a ${kind} is ${most}.`];
  // Services and namespaces become parts of host names; roles may hold what no other name holds.
  if (kind.includes("Role")) return [];
  if (kind === "Service" || kind === "Namespace") return isLabel(name) ? [] : [`has a name that is ${notA("label")}.`];
  return isSubdomain(name) ? [] : [`has a name that is ${notA("subdomain")}.`];
}

/** A label's value is often a name: of a track, of an app. */
function faultsOfLabels(labels: Readonly<Record<string, string>> = {}): string[] {
  return Object.entries(labels)
    .filter(([, value]) => !isLabelValue(value))
    .map(([key, value]) => `has the label ${key}: ${value}, which is ${notA("value")}.`);
}

function faultsOfPod(template: PodTemplate): string[] {
  const containers = containersOf(template);
  const ports = containers.flatMap(({ ports = [] }) => ports);
  return [
    ...faultsOfParts("container", containers, isLabel, "label"),
    ...faultsOfParts("volume", template.spec.volumes ?? [], isLabel, "label"),
    ...faultsOfParts("container port", ports, isPortName, "port"),
  ];
}

function faultsOfParts(
  part: string,
  named: readonly { readonly name?: string }[],
  fits: (name: string) => boolean,
  form: keyof typeof forms,
): string[] {
  return named.flatMap(({ name }) =>
    name === undefined || fits(name) ? [] : [`has a ${part} called ${name}, which is ${notA(form)}.`],
  );
}

const forms = {
  label: "1 to 63 lower case letters, digits and hyphens",
  subdomain: "1 to 253 lower case letters, digits, hyphens and dots",
  value: "at most 63 letters, digits, hyphens, underscores and dots",
  port: "1 to 15 lower case letters, digits and single hyphens, one letter at least",
};

function notA(form: keyof typeof forms): string {
  return `not ${forms[form]}`;
}
