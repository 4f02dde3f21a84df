import type { Policy } from "../policy.ts";
import { routesOf } from "../routes-of.ts";
import { hostSetting } from "../written-settings.ts";

export const oneHostEach: Policy = {
  id: "addresses/one-host-each",
  title: "A host name leads to one Service, whatever the routes that name it.",
  why: "Which of the two servers answers is the load balancer's own choice, and half of the viewers get the wrong one.",
  remedy: "give one of the two another host.",
  severity: "error",
  check: ({ objects, model: { environment } }) => {
    const taken = new Map<string, { readonly name: string; readonly leads: string }>();
    return objects.flatMap(({ app, object }) =>
      routesOf(object).flatMap(({ host, path, service, port }) => {
        const leads = `${service}:${port}`;
        const other = taken.get(`${host}${path}`);
        if (!other) taken.set(`${host}${path}`, { name: object.metadata.name, leads });
        if (!other || other.leads === leads) return [];
        const what = `brings ${host}${path} to ${leads}, which ${other.name} brings to ${other.leads}.`;
        return [{ app, object, what, at: hostSetting(host, { app, object }, environment) }];
      }),
    );
  },
};
