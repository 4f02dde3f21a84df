import { count, label, text } from "@weir/app/fields";
import { portForm } from "@weir/app/hook-server";
import type { Traffic } from "@weir/kubernetes/network-policy";
import { z } from "zod";
import { plain } from "./config.ts";
import { hostOf } from "./names.ts";

/** Another server of the cluster. */
export interface Backend {
  readonly url: string;
  /** Which pods answer there. */
  readonly to?:
    | {
        readonly apps?: readonly string[] | undefined;
        readonly namespaces?: readonly string[] | undefined;
        readonly ports?: readonly number[] | undefined;
      }
    | undefined;
}

const part = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
const urlForm = new RegExp(
  `^http://(?<service>${part})(\\.(?<namespace>${part})(\\.svc)?)?(:(?<port>${portForm}))?(?<path>(/[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,99}){0,20}/?)$`,
);

const url = text(
  {
    description: "A Service of this cluster: of this namespace by its name, of another one as NAME.NAMESPACE.",
    examples: ["http://auth.accounts:8080/hls", "http://website.pages"],
  },
  urlForm,
  "a URL here is http://SERVICE:PORT/PATH or http://SERVICE.NAMESPACE:PORT/PATH, of letters, digits and - _ ~ . alone",
);

const namesOf = (description: string, examples: readonly [string, string]) =>
  z
    .array(label({ description: "A name.", examples }))
    .min(1)
    .meta({ description });

/** The setting by which nginx is told of another server of the cluster. */
export function backend(description: string) {
  return z.strictObject(backendFields).refine(hasPeers, noPeers).meta({ description });
}

/** Its parts, for a setting that has more. */
export const backendFields = {
  url,
  to: z
    .strictObject({
      apps: namesOf("The label app of its pods, in this namespace: one or more.", ["website", "auth"]).optional(),
      namespaces: namesOf("The namespaces of its pods.", ["accounts", "pages"]).optional(),
      ports: z
        .array(count({ description: "A port.", examples: [8080, 3000] }, { min: 1, max: 65_535 }))
        .min(1)
        .meta({ description: "The ports that its pods listen on, where the Service has others." })
        .optional(),
    })
    .optional()
    .meta({
      description:
        "Which pods answer there: the namespace lets nothing out otherwise. Left out, all of the URL's own namespace, at the URL's port.",
    }),
};

/** Where nginx passes requests on: scheme, host and port; the path is apart, `""` if there is none. */
export function targetOf({ url }: Backend): { readonly origin: string; readonly path: string } {
  const { service, namespace, port, path } = read(url);
  return { origin: `http://${hostOf(service, namespace)}:${port}`, path };
}

/** What its NetworkPolicy must let nginx call. */
export function egressTo({ url, to }: Backend): Traffic {
  const { namespace, port } = read(url);
  const { apps = [], namespaces = apps.length === 0 && namespace ? [namespace] : [], ports = [port] } = to ?? {};
  return { apps, namespaces, ports };
}

/** Whether somebody said which pods answer: a Service of this namespace may have any. */
export function hasPeers({ url, to }: Backend): boolean {
  return [to?.apps, to?.namespaces, read(url).namespace].some((named) => named !== undefined);
}

export const noPeers = "for a Service of this namespace, to must name the apps whose pods answer: to: {apps: [NAME]}";

function read(url: string) {
  const { service = "", namespace, port = "80", path = "" } = urlForm.exec(url)?.groups ?? {};
  return {
    service: plain(service),
    namespace: namespace && plain(namespace),
    port: Number(port),
    path: path && plain(path),
  };
}
