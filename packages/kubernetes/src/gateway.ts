import type { IGateway, IHTTPRoute } from "@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1";
import type { Labels } from "./selectors.ts";

const apiVersion = "gateway.networking.k8s.io/v1";

interface GatewayParts {
  readonly name: string;
  readonly labels: Labels;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly className: string;
  /** All names below it: `*.example.org`. */
  readonly domain: string;
  readonly certificate: { readonly group?: string; readonly kind: string; readonly name: string };
  readonly addresses?: readonly { readonly type: string; readonly value: string }[];
}

/**
 * A front door for the routes of its own namespace: HTTPS for every name below a domain, and HTTP that only says to come
 * by HTTPS.
 */
export function gateway(parts: GatewayParts) {
  const { name, labels, annotations, className, domain, certificate, addresses } = parts;
  const listener = { hostname: `*.${domain}`, allowedRoutes: { namespaces: { from: "Same" as const } } };
  const door = {
    apiVersion,
    kind: "Gateway",
    metadata: { name, labels, ...(annotations && { annotations }) },
    spec: {
      gatewayClassName: className,
      listeners: [
        { name: "http", protocol: "HTTP", port: 80, ...listener },
        {
          name: "https",
          protocol: "HTTPS",
          port: 443,
          ...listener,
          tls: { mode: "Terminate", certificateRefs: [certificate] },
        },
      ],
      ...(addresses && { addresses: [...addresses] }),
    },
  } satisfies IGateway;
  const redirect = {
    apiVersion,
    kind: "HTTPRoute",
    metadata: { name: `${name}-redirect`, labels },
    spec: {
      parentRefs: [{ name, sectionName: "http" }],
      hostnames: [listener.hostname],
      rules: [{ filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } }] }],
    },
  } satisfies IHTTPRoute;
  return [door, redirect];
}

interface RouteParts {
  readonly name: string;
  readonly labels: Labels;
  readonly annotations?: Readonly<Record<string, string>>;
  /** The Gateway's name, in the same namespace. */
  readonly gateway: string;
  readonly host: string;
  readonly service: string;
  readonly port: number;
  /** `0s` for no end; left out, the controller's own. */
  readonly timeouts?: { readonly request?: string; readonly backendRequest?: string };
}

/** Brings one host name to a Service, by HTTPS only. */
export function httpRoute({ name, labels, annotations, gateway, host, service, port, timeouts }: RouteParts) {
  return {
    apiVersion,
    kind: "HTTPRoute",
    metadata: { name, labels, ...(annotations && { annotations }) },
    spec: {
      parentRefs: [{ name: gateway, sectionName: "https" }],
      hostnames: [host],
      rules: [{ backendRefs: [{ name: service, port }], ...(timeouts && { timeouts }) }],
    },
  } satisfies IHTTPRoute;
}
