import type { Problem } from "@weir/finding/finding";
import { pins, wanted } from "./pins.ts";
import { run, ToolError } from "./run.ts";
import { availableKubernetes, schemaLocations } from "./schemas.ts";

/** What a schema says against one manifest. `kind` and `name` are empty where the manifest has none. */
export interface SchemaProblem extends Problem {
  readonly kind: string;
  readonly name: string;
  /** The value, as kubectl would write it: `spec.template.spec.containers[0].image`. */
  readonly path?: string;
}

export interface ValidateOptions {
  /** Major and minor, as a cluster file states it: `1.34`. */
  readonly kubernetes: string;
  /** Folder of schemas, see {@link schemaLocations}. */
  readonly schemas: string;
  /** Milliseconds. */
  readonly timeout?: number | undefined;
}

/**
 * Checks manifests against schemas, offline: unknown fields, wrong types, missing fields, keys written twice.
 * A kind without a schema is a problem. The order is by kind, name, path and text, not by place in the text.
 * @param kubeconform path of the program
 * @param manifests YAML documents
 * @throws {ToolError} when kubeconform cannot say.
 */
export async function validate(
  kubeconform: string,
  manifests: string,
  { kubernetes, schemas, timeout }: ValidateOptions,
): Promise<SchemaProblem[]> {
  const available = await availableKubernetes(schemas);
  if (!available.includes(kubernetes)) return [noSchemas(kubernetes, available)];
  const locations = schemaLocations.flatMap((location) => ["-schema-location", location]);
  const args = ["-strict", "-output", "json", "-summary", "-kubernetes-version", `${kubernetes}.0`, ...locations, "-"];
  // The locations are templates and relative, so that the folder's own path is never read as a template.
  const ran = await run(kubeconform, args, {
    cwd: schemas,
    input: manifests,
    timeout,
    wanted: wanted(pins.kubeconform),
  });
  const report = parse(ran.stdout);
  if (!report) {
    const { code, stderr } = ran;
    const reason = `ended with exit code ${code} and without a report`;
    throw new ToolError({ program: "kubeconform", args, reason, code, stderr });
  }
  const { valid, invalid, errors } = report.summary;
  if (valid + invalid + errors === 0 && manifests.trim() !== "") return [nothingSeen];
  return report.resources.flatMap((resource) => explain(resource, kubernetes)).sort(byObject);
}

interface Resource {
  readonly kind: string;
  readonly name: string;
  readonly version: string;
  readonly status: string;
  readonly msg: string;
}

interface Report {
  readonly resources: readonly Resource[];
  readonly summary: { readonly valid: number; readonly invalid: number; readonly errors: number };
}

function parse(stdout: string): Report | undefined {
  try {
    return JSON.parse(stdout) as Report;
  } catch {
    return undefined;
  }
}

function explain({ kind, name, version, status, msg }: Resource, kubernetes: string): SchemaProblem[] {
  const problem = { severity: "error", kind, name } as const;
  if (status === "statusInvalid") {
    return violations(msg).map(({ path, what }) => ({ id: "schema/invalid", ...problem, what, ...(path && { path }) }));
  }
  if (msg.startsWith("could not find schema for ")) {
    const what = `There is no schema for ${version} ${kind} in Kubernetes ${kubernetes}, so nothing checked it.`;
    const fix =
      "Correct apiVersion and kind, or add the kind to scripts/schemas.ts; a custom one to packages/tools/src/pins.ts.";
    return [{ id: "schema/unknown-kind", ...problem, what, fix }];
  }
  return [{ id: "schema/unreadable", ...problem, what: `${msg.replace(/^error unmarshalling resource: /, "")}.` }];
}

/**
 * kubeconform lists only the outermost errors; its message has them all, as a tree on one line:
 * `… - at '/spec': validation failed - at '/spec/replicas': got null, want integer`.
 */
function violations(message: string): { path: string; what: string }[] {
  const [, ...parts] = message.split(/\s+- at '/);
  const leaves = parts
    .map((part) => /^(.*?)': (.*)$/s.exec(part))
    .filter((match) => match !== null)
    .map(([, pointer = "", what = ""]) => ({
      path: formatPointer(pointer),
      what: `${what.replace(noQuantity, " is no quantity, such as 500m or 512Mi")}.`,
    }))
    .filter(({ what }) => what !== "validation failed.");
  return leaves.length > 0 ? leaves : [{ path: "", what: message }];
}

/** The only built-in pattern, which says nothing to a person. */
const noQuantity = / does not match pattern '.*\[KMGTPE].*$/;

function formatPointer(pointer: string): string {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : /^\w+$/.test(part) ? `.${part}` : `["${part}"]`))
    .join("")
    .replace(/^\./, "");
}

function noSchemas(kubernetes: string, available: readonly string[]): SchemaProblem {
  return {
    id: "schema/unknown-kubernetes",
    severity: "error",
    kind: "",
    name: "",
    what: `There are no schemas for Kubernetes ${kubernetes}; there are some for ${available.join(", ") || "no version"}.`,
    fix: "State one of these under `kubernetes` in the cluster file, or add the version to schemaSources in packages/tools/src/pins.ts and run scripts/schemas.ts.",
  };
}

const nothingSeen: SchemaProblem = {
  id: "schema/unreadable",
  severity: "error",
  kind: "",
  name: "",
  what: "kubeconform saw no manifest in the text it was given.",
};

function byObject(a: SchemaProblem, b: SchemaProblem): number {
  const key = ({ kind, name, path = "", what }: SchemaProblem) => [kind, name, path, what].join("\0");
  return key(a) < key(b) ? -1 : 1;
}
