import { domainName, label } from "@weir/app/fields";
import type { WebHost, WebRoute } from "@weir/app/provider";
import { httpRoute } from "@weir/kubernetes/gateway";
import { z } from "zod";

/** What the addresses of a kind of load balancer for HTTP have in common, whichever cloud it is. */

export const domain = domainName({
  description:
    "Hosts are names below it. Its DNS is yours: for each host, or for all (*), an A record with the load balancer's IP, or a CNAME where it has a name.",
  examples: ["example.org", "live.example.org"],
}).refine((name) => name.length <= 189, "hosts below it would be longer than the 253 characters of a name in DNS");

/** The certificate as a Secret: of the environment's namespace, made by somebody else (cert-manager, an admin). */
export const certificateSecret = z
  .strictObject({
    secretName: label({
      description: "A Secret of type kubernetes.io/tls in this namespace.",
      examples: ["web-tls", "example-org"],
    }),
  })
  .meta({
    description: "The certificate for every host below the domain. There is no web without it.",
    examples: [{ secretName: "web-tls" }, { secretName: "example-org" }],
  });

/**
 * For how long a load balancer may wait for the next byte of a stream. A publisher who comes back within it loses no viewer,
 * and a connection that nobody will ever write to again is closed.
 */
export const longestPause = { seconds: 300 };

/** An HTTPRoute for each host, with what a cloud says besides of one whose answers do not end. */
export function httpRoutes(
  { name, labels, hosts }: WebRoute,
  gateway: string,
  ofEndless: Pick<Parameters<typeof httpRoute>[0], "annotations" | "timeouts">,
) {
  return hosts.map(({ host, service, port, endless }) =>
    httpRoute({
      name: `${name}-${port.name}-route`,
      labels,
      gateway,
      host,
      service,
      port: port.number,
      ...(endless && ofEndless),
    }),
  );
}

export function isEndless(hosts: readonly Pick<WebHost, "endless">[]): boolean {
  return hosts.some(({ endless }) => endless);
}
