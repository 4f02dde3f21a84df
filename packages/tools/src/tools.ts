import { availableParallelism } from "node:os";
import { type Blobs, readBlobs } from "./git.ts";
import { type SchemaProblem, validate } from "./kubeconform.ts";
import { build } from "./kustomize.ts";
import { limit } from "./limit.ts";
import { locate } from "./locate.ts";
import { pins, type ToolName, wanted } from "./pins.ts";
import { ToolError } from "./run.ts";

/** The programs that a workflow may use; the command line makes one and hands it down. */
export interface Tools {
  /** Belongs into every key under which a result of these tools is kept: `{kustomize: "v5.8.2", …}`. */
  readonly versions: Readonly<Record<ToolName, string>>;
  /** What `kustomize build` prints. Any number may be asked for at once; as many as there are processors run. */
  build(directory: string): Promise<string>;
  /** What the schemas of a Kubernetes version (`1.34`) say against manifests (YAML documents). */
  validate(manifests: string, kubernetes: string): Promise<readonly SchemaProblem[]>;
  /** What git has of files of a workspace. */
  readBlobs(root: string, paths: readonly string[]): Promise<Blobs>;
}

export interface LoadOptions {
  /** The project's tool folder. */
  readonly folder: string;
  /** The folder of schemas. */
  readonly schemas: string;
  /** Milliseconds that one run of a tool may take; 60,000 if left out. */
  readonly timeout?: number;
}

/**
 * The real tools. Each is looked for when it is first needed, and only then.
 * Calls throw {@link ToolError} when the tool is missing in its pinned version or fails.
 */
export function loadTools({ folder, schemas, timeout }: LoadOptions): Tools {
  const found: Partial<Record<ToolName, Promise<string>>> = {};
  const find = (name: ToolName) => {
    found[name] ??= findTool(name, folder);
    return found[name];
  };
  const inTurn = limit(availableParallelism());
  return {
    versions: { kustomize: pins.kustomize.version, kubeconform: pins.kubeconform.version },
    build: (directory) => inTurn(async () => build(await find("kustomize"), directory, timeout)),
    validate: (manifests, kubernetes) =>
      inTurn(async () => validate(await find("kubeconform"), manifests, { kubernetes, schemas, timeout })),
    readBlobs,
  };
}

async function findTool(name: ToolName, folder: string): Promise<string> {
  const found = await locate(pins[name], folder);
  if (found) return found.path;
  throw new ToolError({
    program: name,
    args: [],
    reason: `is neither on PATH in this version nor in ${folder}`,
    missing: true,
    wanted: wanted(pins[name]),
  });
}
