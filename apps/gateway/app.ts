import { unknownAddress } from "@weir/app/address";
import { type Context, defineApp } from "@weir/app/app";
import { label } from "@weir/app/fields";
import { notWeb, webOf } from "@weir/app/web";
import type { SettingProblem } from "@weir/finding/finding";
import { recommendedLabels } from "@weir/kubernetes/labels";
import { z } from "zod";

const settings = z.strictObject({
  address: label({
    description: "The address whose front door this is: one of the environment's with a domain, of the Gateway API.",
    examples: ["web", "public"],
  }),
});
type Settings = z.infer<typeof settings>;

const name = "gateway";
const labels = { app: name, ...recommendedLabels({ name, component: "front", partOf: "streaming" }) };

export default defineApp({
  name,
  summary: "The front door for host names: one Gateway that ends TLS, whose routes the other apps bring.",
  settings,
  base: { address: "web" },
  render: ({ address }, context) => ({ shared: webOf(address, context)?.front(labels) ?? [], instances: [] }),
  check,
  notes,
});

function check({ address }: Settings, context: Context): SettingProblem[] {
  if (!Object.hasOwn(context.addresses, address)) return [unknownAddress(address, context, [])];
  const web = webOf(address, context);
  if (!web) return [notWeb(address, context, [])];
  if (web.front(labels).length > 0) return [];
  return [
    {
      id: "gateway/nothing-to-make",
      severity: "error",
      at: ["address"],
      what: `${address} has no front door to make: its Ingresses are enough.`,
      why: "An app without manifests is nothing that Kustomize builds.",
      fix: "remove gateway from the apps of this environment.",
    },
  ];
}

function notes({ address }: Settings, context: Context): string[] {
  const web = webOf(address, context);
  const front = web?.front(labels).find(({ kind }) => kind === "Gateway");
  if (!web || !front) return [];
  return [
    `DNS is yours: every host below ${web.domain}, or * for all of them, needs an A record (a CNAME, if it is a name) with ` +
      `the address that \`kubectl --namespace ${context.namespace} get gateway ${front.metadata.name}\` shows.`,
  ];
}
