import { type Stated, statedAt } from "./stated.ts";
import { type Fields, isEqual, isMap, sortKeys, unionOfKeys } from "./value.ts";

/** One operation of a JSON patch (RFC 6902). */
export type JsonOperation =
  | { readonly op: "add" | "replace"; readonly path: string; readonly value: unknown }
  | { readonly op: "remove"; readonly path: string };

/** What turns `base` into `target`, field by field; lists are replaced whole. What is stated is said even if equal. */
export function diffAsJson(base: Fields, target: Fields, stated: Stated | undefined, path = ""): JsonOperation[] {
  const keys = unionOfKeys(base, target).sort();
  return keys.flatMap((key): JsonOperation[] => {
    const [from, to, said] = [base[key], target[key], statedAt(stated, key)];
    const at = `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (to === undefined) return [{ op: "remove", path: at }];
    if (from === undefined) return [{ op: "add", path: at, value: sortKeys(to) }];
    // The metadata is never empty: it has the name, which is not compared.
    const goesOn = isMap(from) && isMap(to) && (Object.keys(to).length > 0 || at === "/metadata");
    if (goesOn) return diffAsJson(from, to, said, at);
    return said || !isEqual(from, to) ? [{ op: "replace", path: at, value: sortKeys(to) }] : [];
  });
}
