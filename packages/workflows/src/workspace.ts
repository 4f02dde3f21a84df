import { discoverEnvironments } from "@weir/environment/discover";
import type { Folder } from "@weir/environment/folder";
import { type Finding, FindingsError } from "@weir/finding/finding";
import { suggest } from "@weir/finding/suggest";

/**
 * The environments that a command is about: all of them, or those that are named.
 *
 * @param words names, or folders as a shell completes them: `srs-prod`, `environments/srs-prod/`
 * @throws {FindingsError} for a name that no folder has or that two have, and for a workspace without environments
 */
export function selectEnvironments(root: string, words: readonly string[] = []): Folder[] {
  const all = discoverEnvironments(root);
  const known = all.map(({ name }) => name);
  const names = words.map((word) => all.find(({ directory }) => directory === word.replace(/\/$/, ""))?.name ?? word);
  const findings = [
    ...all.filter(({ name }, index) => known.indexOf(name) !== index).map(takenName),
    ...names.filter((name) => !known.includes(name)).map((name) => unknownName(name, known)),
  ];
  if (findings.length > 0) throw new FindingsError(findings);
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}

function takenName({ name, directory }: Folder): Finding {
  return {
    id: "environment/taken-name",
    severity: "error",
    where: { file: directory },
    what: `There is another environment called ${name}.`,
    why: "Commands, Argo CD and nx tell environments apart by name.",
    fix: "rename one of the two folders.",
  };
}

function unknownName(name: string, known: readonly string[]): Finding {
  const close = suggest(name, known);
  return {
    id: "environment/unknown",
    severity: "error",
    where: { file: "environments" },
    what: `There is no environment ${JSON.stringify(name)}; there are ${known.join(", ")}.`,
    ...(close && { fix: `did you mean ${close}?` }),
  };
}
