import { text } from "@weir/app/fields";
import { z } from "zod";
import { backend, targetOf } from "./backend.ts";
import { block, type Directive, directive, plain } from "./config.ts";
import type { NginxSettings } from "./settings.ts";

const prefix = text(
  { description: "A path.", examples: ["/console/", "/shop/cart/"] },
  /^(\/[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,99}){1,20}\/$/,
  "a path here begins and ends with a slash, such as /console/, with letters, digits and - _ ~ . between",
);

export const proxySetting = z
  .record(prefix, backend("The server that answers there."))
  .meta({ description: "By path: what another server answers. Whatever else is asked for there goes to it too." });

/** Everything below a path, with any method. A path in the URL takes the place of the prefix. */
export function proxyLocations({ proxy = {} }: NginxSettings): Directive[] {
  return Object.entries(proxy).map(([prefix, backend]) => {
    const { origin, path } = targetOf(backend);
    return block(
      ["location", "^~", plain(prefix)],
      [
        ...(path ? [directive("rewrite", `^${plain(prefix)}(.*)$`, `${path.replace(/\/?$/, "/")}$1`, "break")] : []),
        directive("proxy_pass", origin),
        directive("proxy_http_version", "1.1"),
        directive("proxy_set_header", "Connection", ""),
        directive("proxy_set_header", "Host", "$http_host"),
        directive("proxy_set_header", "X-Forwarded-For", "$proxy_add_x_forwarded_for"),
        directive("proxy_set_header", "X-Forwarded-Proto", "$scheme"),
        directive("proxy_connect_timeout", "2s"),
        // A slow viewer of an answer without an end, as HTTP-FLV is, would fill the small disk for what is on its way.
        directive("proxy_buffering", "off"),
        directive("proxy_request_buffering", "off"),
        directive("client_max_body_size", "1m"),
      ],
    );
  });
}
