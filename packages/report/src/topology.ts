import type { IHTTPRoute } from "@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { matches } from "@weir/kubernetes/selectors";
import { podTemplateOf } from "@weir/kubernetes/walk";
import { type AppModel, type Model, objectsOf } from "@weir/render/model";
import type { IIngress, INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import type { IPersistentVolumeClaim, IService } from "kubernetes-models/v1";

/** Who talks to whom in an environment, read off its manifests. */
export interface Topology {
  /** Those that run something, and those that these are linked with. */
  readonly apps: readonly string[];
  readonly links: readonly Link[];
}

export interface Link {
  /** An app, or `viewers`: whoever comes from outside the cluster. */
  readonly from: string;
  readonly to: string;
  /** `RTMP`, `HTTP`, `files`. */
  readonly by: string;
}

export const outside = "viewers and publishers";

/** The links that Services open to the outside, that NetworkPolicies allow inside, and that shared volumes make. */
export function topologyOf({ apps }: Model): Topology {
  const running = apps.filter((app) => objectsOf(app.target).some((object) => podTemplateOf(object)));
  const links = mergeLinks(
    running.flatMap((app) => [...fromOutside(app), ...toOthers(app, running), ...toVolumes(app, apps)]),
  );
  const shown = new Set([...running.map(({ app }) => app), ...links.flatMap(({ from, to }) => [from, to])]);
  return { apps: apps.map(({ app }) => app).filter((app) => shown.has(app)), links };
}

/** One arrow between two, whatever it carries. */
function mergeLinks(links: readonly Link[]): Link[] {
  const pairs = Map.groupBy(links, ({ from, to }) => `${from} ${to}`);
  return [...pairs.values()].map((same) => ({
    ...(same[0] as Link),
    by: unique(same.flatMap(({ by }) => by.split(", "))),
  }));
}

function fromOutside({ app, target }: AppModel): Link[] {
  const objects = objectsOf(target);
  const routed = new Set(objects.flatMap(backendsOf));
  return objects
    .filter(isKind<IService>("Service"))
    .filter(({ metadata, spec }) => (spec?.type ?? "ClusterIP") !== "ClusterIP" || routed.has(metadata.name))
    .map((service) => ({
      from: outside,
      to: app,
      by: unique(service.spec?.ports?.map(({ port }) => protocolOf(port))),
    }));
}

/** The Services that an Ingress or HTTPRoute brings people to. */
function backendsOf(object: KubernetesObject): string[] {
  if (isKind<IIngress>("Ingress")(object)) {
    const paths = object.spec?.rules?.flatMap(({ http }) => http?.paths ?? []) ?? [];
    return paths.flatMap(({ backend }) => backend.service?.name ?? []);
  }
  if (!isKind<IHTTPRoute>("HTTPRoute")(object)) return [];
  return object.spec.rules?.flatMap(({ backendRefs = [] }) => backendRefs.map(({ name }) => name)) ?? [];
}

function toOthers(from: AppModel, all: readonly AppModel[]): Link[] {
  const rules = objectsOf(from.target)
    .filter(isKind<INetworkPolicy>("NetworkPolicy"))
    .flatMap((policy) => policy.spec?.egress ?? []);
  return rules.flatMap((rule) =>
    (rule.to ?? []).flatMap(({ podSelector }) => {
      const to =
        podSelector &&
        all.find((app) => app !== from && podLabelsOf(app).some((labels) => matches(podSelector, labels)));
      return to ? [{ from: from.app, to: to.app, by: unique(rule.ports?.map(({ port }) => protocolOf(port))) }] : [];
    }),
  );
}

function toVolumes(from: AppModel, all: readonly AppModel[]): Link[] {
  const claims = objectsOf(from.target).flatMap((object) =>
    (podTemplateOf(object)?.spec?.volumes ?? []).flatMap((volume) => volume.persistentVolumeClaim?.claimName ?? []),
  );
  return [...new Set(claims)].flatMap((claim) => {
    const owner = all.find(({ target }) =>
      objectsOf(target)
        .filter(isKind<IPersistentVolumeClaim>("PersistentVolumeClaim"))
        .some((object) => object.metadata.name === claim),
    );
    return owner ? [{ from: from.app, to: owner.app, by: "files" }] : [];
  });
}

function podLabelsOf({ target }: AppModel): Record<string, string>[] {
  return objectsOf(target).flatMap((object) => {
    const labels = podTemplateOf(object)?.metadata?.labels;
    return labels ? [labels] : [];
  });
}

function isKind<Kind>(kind: string) {
  return (object: KubernetesObject): object is KubernetesObject & Kind => object.kind === kind;
}

function protocolOf(port: string | number | undefined): string {
  if (port === 1935 || port === "rtmp") return "RTMP";
  if (port === 1985 || port === "api") return "API";
  return "HTTP";
}

function unique(words: readonly string[] | undefined): string {
  return [...new Set(words)].join(", ");
}
