/** A value's address inside a document: `["apps", "srs-edge", "tracks", "r6", "replicas"]`. */
export type Path = readonly (string | number)[];

export type Severity = "error" | "warning";

/** Where a finding points. Lines and columns start at 1; `length` is how many characters the mark covers. */
export interface Place {
  /** Relative to the workspace root, with forward slashes. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly length?: number;
}

/** What is wrong, as every check states it: the place is added by whoever knows where the value was written. */
export interface Problem {
  /** Stable, `family/name`: users match on it, exceptions name it. */
  readonly id: string;
  readonly severity: Severity;
  /** The facts, with the value that is wrong. One sentence. */
  readonly what: string;
  /** What viewers or publishers would feel. Left out where `what` already says it. */
  readonly why?: string;
  /** The next step, as an instruction. */
  readonly fix?: string;
}

/** A problem with a value in an app's settings; `at` starts at the app's own key. */
export interface SettingProblem extends Problem {
  readonly at: Path;
}

/** A problem with its place. */
export interface Finding extends Problem {
  readonly where: Place;
}

/** Input that cannot be used: carries every finding, so that a person sees all of them at once. */
export class FindingsError extends Error {
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super(findings.map(formatFinding).join("\n"));
    this.name = "FindingsError";
    this.findings = findings;
  }
}

/** `file:12:15`, as far as the place is known. */
export function formatPlace({ file, line, column }: Place): string {
  return [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(":");
}

/** One finding as one line, without a code frame. */
export function formatFinding({ where, severity, id, what, why, fix }: Finding): string {
  const text = [what, why, fix && `Fix: ${fix}`].filter(Boolean).join(" ");
  return `${formatPlace(where)}  ${severity}  ${id}  ${text}`;
}

/** By file, line and column: the same list in the same order on every machine. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const key = (finding: Finding) => finding.where;
  return [...findings].sort(
    (a, b) =>
      compare(key(a).file, key(b).file) ||
      (key(a).line ?? 0) - (key(b).line ?? 0) ||
      (key(a).column ?? 0) - (key(b).column ?? 0) ||
      compare(a.id, b.id) ||
      compare(a.what, b.what),
  );
}

/** Each finding once: what is wrong with a file that many read is found by each of them. */
export function distinctFindings(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [formatFinding(finding), finding])).values()];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
