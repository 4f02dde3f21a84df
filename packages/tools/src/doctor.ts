import { findOnPath, readVersion, toolPath } from "./locate.ts";
import { type Pin, pins, wanted } from "./pins.ts";
import { availableKubernetes } from "./schemas.ts";
import type { LoadOptions } from "./tools.ts";

/** One thing that weir needs, as `weir doctor` shows it. */
export interface ToolRow {
  readonly tool: string;
  readonly wanted: string;
  /** The version that is used, or else the one that was found and is not used. */
  readonly found: string | undefined;
  readonly path: string | undefined;
  readonly source: "PATH" | "project" | "missing";
  /** What to do. Left out where all is well. */
  readonly fix?: string;
}

/** Everything weir needs on this machine, and where it is from. Installs nothing. */
export async function inspectTools({ folder, schemas }: LoadOptions): Promise<ToolRow[]> {
  return Promise.all([
    inspectNode(),
    inspectPin(pins.kustomize, folder),
    inspectPin(pins.kubeconform, folder),
    inspectGit(),
    inspectSchemas(schemas),
  ]);
}

/** The first major version of Node that runs TypeScript as weir is written, and is maintained. */
const nodeMajor = 24;

function inspectNode(): ToolRow {
  const ok = Number(process.versions.node.split(".")[0]) >= nodeMajor;
  return {
    tool: "node",
    wanted: `v${nodeMajor} or later`,
    found: process.version,
    path: process.execPath,
    source: process.execPath.includes("node_modules") ? "project" : "PATH",
    ...(!ok && { fix: "Run `npm start`: the project brings its own Node." }),
  };
}

async function inspectPin(pin: Pin, folder: string): Promise<ToolRow> {
  const row = { tool: pin.name, wanted: pin.version };
  const onPath = await findOnPath(pin);
  if (onPath?.version === pin.version) return { ...row, found: onPath.version, path: onPath.path, source: "PATH" };

  const path = toolPath(pin, folder);
  const version = await readVersion(pin, path);
  if (version === pin.version) return { ...row, found: version, path, source: "project" };
  const fix = `Run \`npm start\`, which installs it. Or: ${wanted(pin).get}`;
  return { ...row, found: version ?? onPath?.version, path: version ? path : onPath?.path, source: "missing", fix };
}

async function inspectGit(): Promise<ToolRow> {
  const row = { tool: "git", wanted: "any version" };
  const git = await findOnPath({ name: "git", printVersion: ["--version"] });
  if (git) return { ...row, found: git.version, path: git.path, source: "PATH" };
  const fix = "Install git: without it weir cannot tell your own edits of generated files from older output.";
  return { ...row, found: undefined, path: undefined, source: "missing", fix };
}

async function inspectSchemas(schemas: string): Promise<ToolRow> {
  const available = await availableKubernetes(schemas);
  const row = { tool: "schemas", wanted: "Kubernetes, one version or more", path: schemas };
  if (available.length > 0) return { ...row, found: available.join(", "), source: "project" };
  const fix = "Run `node scripts/schemas.ts`, which makes them from the Kubernetes sources.";
  return { ...row, found: undefined, source: "missing", fix };
}
