import { discoverEnvironments } from "@weir/environment/discover";
import type { Folder } from "@weir/environment/folder";
import { FindingsError } from "@weir/finding/finding";
import { suggest } from "@weir/finding/suggest";

/**
 * The environments that a command is about: all of them, or those that its words name.
 *
 * @param words names of environments, each with an app or not: `srs-prod`, `srs-prod/srs-edge`
 * @throws {FindingsError} for a name that no folder has, and for a workspace without environments
 */
export function selectEnvironments(root: string, words: readonly string[] = []): Folder[] {
  const all = discoverEnvironments(root);
  if (words.length === 0) return all;
  const names = new Set(words.map((word) => word.split("/", 1)[0] as string));
  const unknown = [...names].filter((name) => !all.some((folder) => folder.name === name));
  if (unknown.length > 0) {
    throw new FindingsError(
      unknown.map((name) => {
        const close = suggest(
          name,
          all.map((folder) => folder.name),
        );
        return {
          id: "environment/unknown",
          severity: "error",
          where: { file: "environments" },
          what: `there is no environment ${JSON.stringify(name)}; there are ${all.map((folder) => folder.name).join(", ")}.`,
          ...(close && { fix: `did you mean ${close}?` }),
        };
      }),
    );
  }
  return all.filter((folder) => names.has(folder.name));
}
