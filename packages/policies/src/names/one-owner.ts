import { identify } from "@weir/kubernetes/object";
import type { Policy } from "../policy.ts";

export const oneOwner: Policy = {
  id: "names/one-owner",
  title: "An object is made by one app only.",
  why: "A cluster keeps one of the two, so the other app runs without it.",
  remedy: "remove one of the two apps from this environment.",
  severity: "error",
  check: ({ objects }) => {
    const owners = new Map<string, string>();
    return objects.flatMap(({ app, object }) => {
      const id = identify(object);
      const owner = owners.get(id);
      if (owner !== undefined) return [{ app, object, what: `is made by ${owner} too.` }];
      owners.set(id, app);
      return [];
    });
  },
};
