import { definitionOf, formsAt, formsOf, keysAt } from "@weir/app/walk-schema";
import type { Finding, Path, Place } from "@weir/finding/finding";
import { suggest } from "@weir/finding/suggest";
import type { core, ZodType } from "zod";
import { explainValue } from "./explain-value.ts";
import { listWords, quote, subjectOf } from "./subject.ts";
import { hasKey, type Mapping, nodeAt, placeOf, placeOfKey } from "./tree.ts";
import { examplesOf, suchAs } from "./words-for.ts";

/** What was parsed, and by which schema. */
interface Source {
  readonly schema: ZodType;
  readonly tree: Mapping;
}

/** What zod found, in words for the person who wrote the file. Nothing for values that reading has refused already. */
export function explainIssue(issue: core.$ZodIssue, source: Source): Finding[] {
  const path = issue.path as Path;
  const node = nodeAt(source.tree, path);
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => explainUnknownKey([...path, key], source));
  if (issue.code === "invalid_key") return [explainName(issue, source)];
  if (issue.code === "invalid_union" && node) {
    const branch = closestBranch(issue.errors);
    if (branch) return branch.flatMap((inner) => explainIssue({ ...inner, path: [...path, ...inner.path] }, source));
  }
  if (node) return [explainValue(issue, node, formsAt(source.schema, path))];
  if (issue.code === "custom") {
    return [
      error("settings/value", placeOf(source.tree, path), `${subjectOf(path)}: ${issue.message || "it is not valid"}.`),
    ];
  }
  return hasKey(source.tree, path) ? [] : [explainMissing(path, source)];
}

/** Of a union, the branch that the value most likely means: of the right type, knowing most of its keys, with the fewest complaints. */
function closestBranch(branches: readonly core.$ZodIssue[][]): core.$ZodIssue[] | undefined {
  const ofItsType = branches.filter(
    (issues) => !issues.some(({ code, path }) => code === "invalid_type" && path.length === 0),
  );
  const unknown = (issues: readonly core.$ZodIssue[]) =>
    issues.reduce((sum, issue) => sum + (issue.code === "unrecognized_keys" ? issue.keys.length : 0), 0);
  return ofItsType.sort((a, b) => unknown(a) - unknown(b) || a.length - b.length)[0];
}

function explainUnknownKey(path: Path, { schema, tree }: Source): Finding {
  const parent = path.slice(0, -1);
  const key = String(path.at(-1));
  const allowed = keysAt(schema, parent) ?? [];
  const close = suggest(key, allowed);
  const isApp = parent.length === 1 && parent[0] === "apps";
  const subject = subjectOf(parent);
  if (allowed.includes(key)) {
    const what = `${subject}: ${key} does not go with what else is written there.`;
    return error("settings/unknown-key", placeOfKey(tree, path), what, "keep one of them.");
  }
  return error(
    isApp ? "environment/unknown-app" : "settings/unknown-key",
    placeOfKey(tree, path),
    isApp
      ? `There is no app ${quote(key)}.`
      : subject === ""
        ? `There is no setting ${quote(key)}.`
        : `${subject} has no setting ${quote(key)}.`,
    `${close ? `did you mean ${close}? There are` : "choose one of"} ${listWords(allowed, close ? "and" : "or")}.`,
  );
}

/** A key that people choose, such as a track's. */
function explainName({ path, issues, message }: core.$ZodIssueInvalidKey, { schema, tree }: Source): Finding {
  const keyForms = formsAt(schema, path.slice(0, -1) as Path).flatMap((form) => {
    const def = definitionOf(form.schema);
    return def.type === "record" ? formsOf(def.keyType as ZodType) : [];
  });
  const form = issues.find((issue) => issue.message !== "")?.message ?? (message || "it cannot be called so");
  return error(
    "settings/name",
    placeOfKey(tree, path as Path),
    `${subjectOf(path.slice(0, -1) as Path)} has the name ${quote(String(path.at(-1)))}: ${form}.`,
    `choose another${suchAs(examplesOf(keyForms))}.`,
  );
}

function explainMissing(path: Path, { schema, tree }: Source): Finding {
  const key = String(path.at(-1));
  const examples = examplesOf(formsAt(schema, path));
  return error(
    "settings/missing",
    placeOf(tree, path),
    `${subjectOf(path.slice(0, -1)) || "The file"} has no ${key}.`,
    examples.length === 1 ? `add ${key}: ${examples[0]}.` : `add ${key}${suchAs(examples)}.`,
  );
}

function error(id: string, where: Place, what: string, fix?: string): Finding {
  return { id, severity: "error", where, what, ...(fix && { fix }) };
}
