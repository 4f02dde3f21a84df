import type { IHTTPRoute } from "@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1";
import type { KubernetesObject } from "@weir/kubernetes/object";
import type { IIngress } from "kubernetes-models/networking.k8s.io/v1";

/** A host name and a path that lead to a Service. */
export interface Route {
  /** `*` for every name. */
  readonly host: string;
  readonly path: string;
  readonly service: string;
  /** By its name or its number, as the Service has it. */
  readonly port: string | number | undefined;
}

/** Where an Ingress or an HTTPRoute leads; a rule that only redirects leads nowhere. */
export function routesOf(object: KubernetesObject): Route[] {
  if (object.kind === "Ingress") return routesOfIngress(object as KubernetesObject & IIngress);
  if (object.kind === "HTTPRoute") return routesOfHttpRoute(object as KubernetesObject & IHTTPRoute);
  return [];
}

function routesOfIngress({ spec }: IIngress): Route[] {
  return (spec?.rules ?? []).flatMap(({ host = "*", http }) =>
    (http?.paths ?? []).flatMap(({ path = "/", backend: { service } }) =>
      service ? [{ host, path, service: service.name, port: service.port?.name ?? service.port?.number }] : [],
    ),
  );
}

function routesOfHttpRoute({ spec }: IHTTPRoute): Route[] {
  const hosts = spec?.hostnames ?? ["*"];
  return (spec?.rules ?? []).flatMap(({ matches = [{}], backendRefs = [] }) =>
    hosts.flatMap((host) =>
      matches.flatMap(({ path }) =>
        backendRefs.map(({ name, port }) => ({ host, path: path?.value ?? "/", service: name, port })),
      ),
    ),
  );
}
