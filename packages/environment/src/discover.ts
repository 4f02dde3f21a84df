import { closeSync, type Dirent, existsSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Finding, FindingsError } from "@weir/finding/finding";
import { isGenerated } from "@weir/kubernetes/generated";
import { collections, type Folder, parseFolder } from "./folder.ts";

/**
 * The folders of all environments and examples of a workspace, sorted. A folder beside them that holds neither an
 * environment.yaml nor anything that weir made is somebody else's.
 *
 * @throws {FindingsError} when there is none, a folder cannot be an environment, or one has lost its environment.yaml
 */
export function discoverEnvironments(root: string): Folder[] {
  const directories = collections.flatMap((collection) => listFolders(root, collection)).sort();
  const parsed = directories.flatMap((directory): (Folder | Finding)[] => {
    if (existsSync(join(root, directory, "environment.yaml"))) return [parseFolder(directory)];
    return holdsGenerated(join(root, directory)) ? [noFile(directory)] : [];
  });
  const findings = parsed.filter((each): each is Finding => "what" in each);
  if (parsed.length === 0) findings.push(nothingFound);
  if (findings.length > 0) throw new FindingsError(findings);
  return parsed as Folder[];
}

/** The folders of all examples of a workspace, sorted. */
export function discoverExamples(root: string): Folder[] {
  return listFolders(root, "examples")
    .sort()
    .filter((directory) => existsSync(join(root, directory, "environment.yaml")))
    .flatMap((directory) => {
      const folder = parseFolder(directory);
      return "what" in folder ? [] : [folder];
    });
}

const nothingFound: Finding = {
  id: "environment/none",
  severity: "error",
  where: { file: "environments" },
  what: "There are no environments here.",
  fix: "create environments/<name>/environment.yaml, or name the workspace with --root.",
};

function listFolders(root: string, collection: string): string[] {
  return list(join(root, collection))
    .filter(({ name }) => !name.startsWith("."))
    .map(({ name }) => `${collection}/${name}`)
    .filter((directory) => statSync(join(root, directory), { throwIfNoEntry: false })?.isDirectory());
}

function list(folder: string): Dirent[] {
  return existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
}

/** Whether weir made a file here, at any depth; links are not followed. */
function holdsGenerated(folder: string): boolean {
  return list(folder).some((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? holdsGenerated(path) : entry.isFile() && isGenerated(readStart(path));
  });
}

function readStart(path: string): string {
  const buffer = Buffer.alloc(400);
  const file = openSync(path, "r");
  try {
    return buffer.toString("utf8", 0, readSync(file, buffer));
  } finally {
    closeSync(file);
  }
}

function noFile(directory: string): Finding {
  return {
    id: "environment/no-file",
    severity: "error",
    where: { file: JSON.stringify(directory).slice(1, -1) },
    what: "This folder has no environment.yaml.",
    fix: "write one, or delete the folder with what was generated in it.",
  };
}
