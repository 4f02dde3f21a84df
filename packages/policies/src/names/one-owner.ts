import { listWords } from "@weir/environment/subject";
import { identify } from "@weir/kubernetes/object";
import type { Policy, Violation } from "../policy.ts";
import { type SharedObjects, sharedObjectsOf } from "../shared-objects.ts";

export const oneOwner: Policy = {
  id: "names/one-owner",
  title: "An object is made by one app only.",
  why: "A cluster keeps one of the two, so the other app runs without it.",
  remedy: "remove one of the two apps from this environment.",
  severity: "error",
  check: (index) =>
    sharedObjectsOf(index).flatMap(({ app, owner, objects }) => {
      const [object, ...others] = objects;
      if (!object) return [];
      const also = `, and so ${others.length === 1 ? "is" : "are"} ${listWords(others.map(identify), "and")}`;
      const what = `is made by ${owner} too${others.length > 0 ? also : ""}.`;
      return [{ app, object, what, ...settle({ app, owner, objects }) }];
    }),
};

/** What to do where a setting makes the objects, and both apps may stay. */
function settle({ app, owner, objects }: SharedObjects): Pick<Violation, "fix" | "at"> {
  if (objects.every(({ kind }) => kind === "ExternalSecret")) {
    return { fix: "write external in one of the two only: the other finds the Secret by its name." };
  }
  // One nginx for HLS: beside the server, or on its own.
  if ([app, owner].sort().join() === "nginx-hls,srs-origin") {
    return { fix: "remove nginx from srs-origin, or nginx-hls from this environment.", at: ["nginx"] };
  }
  return {};
}
