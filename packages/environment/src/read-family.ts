import { type Finding, FindingsError } from "@weir/finding/finding";
import { fleetHead, parentName } from "./environment-schema.ts";
import { explainUnknownName, listNames } from "./list-names.ts";
import { parseTree } from "./parse-tree.ts";
import type { Document } from "./read-document.ts";
import { readVersioned } from "./read-versioned.ts";
import { type Mapping, mergeTrees, type Node, nodeAt, type Scalar, withEntry } from "./tree.ts";

const mostParents = 3;

/** An environment's own file and its parents. */
export interface Family {
  /** The environment's values over its parents'. */
  readonly tree: Mapping;
  readonly files: readonly string[];
  readonly findings: readonly Finding[];
  /** Whether every parent could be read; what is missing may otherwise stand in one that could not. */
  readonly complete: boolean;
}

/** @throws {FindingsError} when the environment's own file cannot be read */
export function readFamily(root: string, file: string): Family {
  const own = readVersioned(root, file);
  const parents: Document[] = [];
  const findings: Finding[] = [];
  let complete = true;
  for (let link = linkOf(own); link; link = linkOf(parents.at(-1) ?? own)) {
    const found = readParent(root, link, [file, ...parents.map((parent) => parent.file)]);
    if ("refused" in found) {
      findings.push(...found.refused);
      complete = false;
      break;
    }
    parents.push(found);
  }
  findings.push(...own.findings, ...parents.flatMap(checkParent));
  const tree = parents.reduceRight((above, parent) => mergeTrees(above, inheritable(parent.tree)), emptyLike(own.tree));
  return {
    tree: mergeTrees(tree, own.tree),
    files: [own, ...parents].map((document) => document.file),
    findings,
    complete,
  };
}

/** The name of a file's parent. One that is no name is for the schema to report. */
function linkOf({ tree }: Document): Scalar | undefined {
  const link = nodeAt(tree, ["inherit"]);
  return link?.kind === "scalar" && parentName.safeParse(link.value).success ? link : undefined;
}

function readParent(root: string, link: Scalar, chain: readonly string[]): Document | { refused: readonly Finding[] } {
  const refuse = (id: string, what: string, fix: string) => ({
    refused: [{ id, severity: "error", where: link.place, what, fix } as const],
  });
  const file = `${link.value}.yaml`;
  const name = String(link.value).slice("fleets/".length);
  const path = [...chain, file].map((each) => each.replace(/(\/environment)?\.yaml$/, "")).join(" → ");
  if (chain.includes(file)) {
    return refuse("environment/parent-cycle", `The parents go in a circle: ${path}.`, "delete inherit in one of them.");
  }
  if (chain.length > mostParents) {
    return refuse(
      "environment/parent-depth",
      `${path}: an environment has at most ${mostParents} parents above it.`,
      `move what ${link.value} says into the file that inherits it.`,
    );
  }
  const names = listNames(root, "fleets");
  if (!names.includes(name)) {
    return { refused: [explainUnknownName(link.place, { kind: "parent", folder: "fleets", name, names })] };
  }
  try {
    return readVersioned(root, file);
  } catch (error) {
    if (error instanceof FindingsError) return { refused: error.findings };
    throw error;
  }
}

/** What is wrong with a parent as such. What it passes on is checked with the environment's own values. */
function checkParent({ tree, findings }: Document): Finding[] {
  const namespace = tree.entries.get("namespace");
  return [
    ...findings,
    ...parseTree(fleetHead, tree).findings,
    ...(namespace
      ? [
          {
            id: "environment/parent-content",
            severity: "error",
            where: namespace.key,
            what: "A parent carries no namespace.",
            why: "Two environments in one namespace would replace each other's servers.",
            fix: "write namespace in each environment, or leave it out: it is the environment's name then.",
          } as const,
        ]
      : []),
    ...findReleases(nodeAt(tree, ["apps"])),
  ];
}

/** A parent releases and scales nothing: no `version` and no `replicas`, at any depth. */
function findReleases(node: Node | undefined): Finding[] {
  if (node?.kind !== "mapping") return [];
  return [...node.entries].flatMap(([key, entry]) => {
    if (key !== "version" && key !== "replicas") return findReleases(entry.value);
    return {
      id: "environment/parent-content",
      severity: "error",
      where: entry.key,
      what: `A parent carries no ${key}.`,
      why: "One edit here would reach every environment below it at once.",
      fix: `write ${key} in each environment.`,
    };
  });
}

function inheritable(tree: Mapping): Mapping {
  return ["weir", "namespace"].reduce((rest, key) => withEntry(rest, key, undefined), tree);
}

function emptyLike(tree: Mapping): Mapping {
  return { ...tree, entries: new Map() };
}
