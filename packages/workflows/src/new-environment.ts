import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { discoverExamples } from "@weir/environment/discover";
import { namespaceName } from "@weir/environment/environment-schema";
import { type Folder, parseFolder } from "@weir/environment/folder";
import { readAbout } from "@weir/environment/read-about";
import { type Finding, FindingsError } from "@weir/finding/finding";
import { suggest } from "@weir/finding/suggest";
import { formatYaml } from "@weir/kubernetes/format-yaml";
import { createLooker } from "@weir/kustomize/workspace-files";
import { installFolder } from "./install.ts";

/** Something that a new environment can start from. */
export interface Example {
  readonly name: string;
  /** What it is, in a sentence or two: the first paragraph of its about.md. */
  readonly summary: string;
}

/** The examples that come with weir, by name. */
export function listExamples(): Example[] {
  return discoverExamples(installFolder).map(({ name, directory }) => ({ name, summary: summaryOf(directory) }));
}

function summaryOf(directory: string): string {
  const [first = ""] = readAbout(installFolder, directory).text?.split(/\n\s*\n/, 1) ?? [];
  return first.replace(/\s+/g, " ");
}

/**
 * Begins an environment with an example's environment.yaml, in a namespace of its own name.
 *
 * @param root the workspace, an absolute path; it may be empty
 * @returns the file that was written, relative to the workspace
 * @throws {FindingsError} for a name that no environment can have or one has already, and for an unknown example;
 *   nothing is written then
 */
export function newEnvironment(root: string, name: string, example: string): string {
  const source = discoverExamples(installFolder).find((one) => one.name === example);
  const findings = [...checkName(root, name), ...(source ? [] : [unknownExample(example)])];
  if (findings.length > 0 || !source) throw new FindingsError(findings);
  const file = `environments/${name}/environment.yaml`;
  const text = readFileSync(join(installFolder, source.directory, "environment.yaml"), "utf8");
  mkdirSync(dirname(join(root, file)), { recursive: true });
  const namespace = formatYaml({ namespace: name }).trimEnd();
  writeFileSync(join(root, file), text.replace(/^namespace: \S+/m, namespace), { flag: "wx" });
  return file;
}

/** Whether there can be such an environment: its name is also its namespace's. */
function checkName(root: string, name: string): Finding[] {
  const folder = parseFolder(`environments/${name}`);
  const fix = "choose another name, such as live-eu.";
  if ("what" in folder) return [{ ...folder, fix }];
  const refused = namespaceName.safeParse(name).error?.issues[0]?.message;
  if (refused !== undefined) {
    return [
      {
        id: "environment/folder",
        severity: "error",
        where: { file: folder.directory },
        what: `${name} cannot be the namespace of an environment: ${refused}.`,
        fix,
      },
    ];
  }
  return findTaken(root, folder);
}

function findTaken(root: string, { name, directory }: Folder): Finding[] {
  const look = createLooker(root);
  const found = look(directory);
  if (typeof found === "object") return [found.problem];
  const taken = [directory, `examples/${name}`].find((path) => look(path) !== "missing");
  if (taken === undefined) return [];
  return [
    {
      id: "environment/taken-name",
      severity: "error",
      where: { file: taken },
      what: `There is something called ${name} already.`,
      why: "Commands, Argo CD and nx tell environments apart by name.",
      fix: "choose another name.",
    },
  ];
}

function unknownExample(example: string): Finding {
  const known = listExamples().map(({ name }) => name);
  const close = suggest(example, known);
  return {
    id: "environment/unknown-example",
    severity: "error",
    where: { file: "examples" },
    what: `There is no example ${JSON.stringify(example)}; there are ${known.join(", ") || "none"}.`,
    ...(close && { fix: `did you mean ${close}?` }),
  };
}
