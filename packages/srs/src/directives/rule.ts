/** Versions from a birth to an end, each per release line (see `isAtLeast`). Without `until` it still is. */
export interface Span {
  readonly since: readonly string[];
  readonly until?: readonly string[];
}

/** What a directive takes before its ; or {. */
export type Form =
  /** `on` or `off`: the server takes anything else for the default, in silence. */
  | "switch"
  /** A whole number above zero. */
  | "count"
  /** A number, zero or more. */
  | "number"
  /** A whole number, also below zero. */
  | "integer"
  /** One word. */
  | "word"
  /** One word or more. */
  | "words"
  /** `PORT` or `IP:PORT`, one or more. */
  | "endpoints"
  /** `http://…` or `https://…`, one or more. */
  | "urls"
  /** `play` or `publish`, then `all`, an address, or addresses as `203.0.113.0/24`. */
  | "access"
  /** Nothing: only its block. */
  | "block"
  /** A name, then its block. */
  | "named-block"
  /** A name or none, then its block. */
  | "scoped-block"
  /** One of these words. */
  | { readonly oneOf: readonly string[] };

/** What is known of one directive. */
export interface DirectiveRule {
  readonly form: Form;
  /** The versions that accept it. */
  readonly life: Span;
  /** The versions in which it does something, where these are fewer than accept it. */
  readonly works?: Span;
  /** The versions that take a changed value from a reload, without a restart. */
  readonly reloads?: Span;
  /** May stand more than once: each with a name of its own, or at will. Of any other the server reads the first. */
  readonly many?: "named" | "free";
  /** The path that it has today; the server still reads it at this one and moves it (`srs_config_transform_vhost`). */
  readonly moved?: string;
  /** The path that its arguments have today where it stands without its block. */
  readonly bare?: string;
  /** What its block may hold. */
  readonly block?: DirectiveRules;
  /** Its block may hold any name: FFmpeg's own parameters. */
  readonly free?: boolean;
  /** The versions that refuse the whole file for an unknown name in its block; others read past it in silence. Left out: all. */
  readonly checks?: Span;
  /** Its block counts as `enabled on` when it does not say. */
  readonly onByDefault?: boolean;
}

export type DirectiveRules = Readonly<Record<string, DirectiveRule>>;

/** SRS 3.0 and everything after it. */
export const always: Span = { since: ["3.0.0"] };
export const never: Span = { since: [] };
/** Reloaded by `reload_conf` and `reload_vhost` (srs_app_config.cpp), or read at each use, until 7 removed reloading. */
export const until7: Span = { since: ["3.0.0"], until: ["7.0.0"] };
/** Reloaded by the same functions of 4.0.236, no longer by those of 5.0.221. */
export const until5: Span = { since: ["3.0.0"], until: ["5.0.0"] };

export function since(...versions: string[]): Span {
  return { since: versions };
}

export function until(...versions: string[]): Span {
  return { ...always, until: versions };
}

export function rule(form: Form, life: Span = always, more: Omit<DirectiveRule, "form" | "life"> = {}): DirectiveRule {
  return { form, life, ...more };
}

export function oneOf(...words: string[]): Form {
  return { oneOf: words };
}

/** Several directives that are alike. */
export function each(names: string, rule: DirectiveRule): DirectiveRules {
  return Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, rule]),
  );
}
