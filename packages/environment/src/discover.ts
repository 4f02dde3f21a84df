import { type Dirent, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Finding, FindingsError } from "@weir/finding/finding";
import { collections, type Folder, parseFolder } from "./folder.ts";

/**
 * The folders of all environments and examples of a workspace, sorted.
 *
 * @throws {FindingsError} when there is none, or a folder among them is not an environment
 */
export function discoverEnvironments(root: string): Folder[] {
  const directories = collections.flatMap((collection) => listFolders(root, collection)).sort();
  const parsed = directories.map((directory) => checkFile(root, directory) ?? parseFolder(directory));
  const findings = parsed.filter((each): each is Finding => "what" in each);
  if (directories.length === 0) findings.push(nothingFound);
  if (findings.length > 0) throw new FindingsError(findings);
  return parsed as Folder[];
}

const nothingFound: Finding = {
  id: "environment/none",
  severity: "error",
  where: { file: "environments" },
  what: "There are no environments here.",
  fix: "create environments/<name>/environment.yaml, or name the workspace with --root.",
};

/** Folders that hold anything: what Git leaves behind when a branch goes is empty. */
function listFolders(root: string, collection: string): string[] {
  return list(join(root, collection))
    .filter(({ name }) => !name.startsWith("."))
    .map(({ name }) => `${collection}/${name}`)
    .filter((directory) => statSync(join(root, directory), { throwIfNoEntry: false })?.isDirectory())
    .filter((directory) => list(join(root, directory)).length > 0);
}

function list(folder: string): Dirent[] {
  return existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
}

function checkFile(root: string, directory: string): Finding | undefined {
  if (existsSync(join(root, directory, "environment.yaml"))) return undefined;
  return {
    id: "environment/no-file",
    severity: "error",
    where: { file: JSON.stringify(directory).slice(1, -1) },
    what: "This folder has no environment.yaml.",
    fix: "write one, or delete the folder with what was generated in it.",
  };
}
