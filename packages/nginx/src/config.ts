/** nginx.conf as data, in the order in which it is written. */
export type NginxConfig = readonly Directive[];

export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  /** The directives between its braces. */
  readonly block?: NginxConfig;
  /** Said above it, for a reader who never saw this project. */
  readonly comment?: string;
}

/** `listen 8080;` */
export function directive(name: string, ...args: readonly (string | number)[]): Directive {
  return { name, args: args.map(String) };
}

/** `server { … }`; with arguments, `[name, …]`: `location = /healthz { … }`. */
export function block(name: string | readonly [string, ...string[]], directives: NginxConfig): Directive {
  const [kind, ...args] = typeof name === "string" ? ([name] as const) : name;
  return { name: kind, args, block: directives };
}

/** The same with a comment above. */
export function said(comment: string, directive: Directive): Directive {
  return { ...directive, comment };
}

/** As text: four spaces a level, a blank line around blocks and before comments. Arguments are quoted where nginx needs it. */
export function formatConfig(config: NginxConfig, indent = ""): string[] {
  return config.flatMap((directive, index) => {
    const lines = formatDirective(directive, indent);
    const before = config[index - 1];
    return before && (directive.comment || directive.block || before.block) ? ["", ...lines] : lines;
  });
}

function formatDirective({ name, args, block, comment }: Directive, indent: string): string[] {
  const lines = comment ? [`${indent}# ${comment}`] : [];
  const start = indent + [name, ...args].map(quote).join(" ");
  if (!block) return [...lines, `${start};`];
  return [...lines, `${start} {`, ...formatConfig(block, `${indent}    `), `${indent}}`];
}

/**
 * As ngx_conf_read_token (src/core/ngx_conf_file.c) reads it: between quotes only the quote itself and some letters behind
 * a backslash mean something else. What weir writes itself needs none of them; what a user writes never gets here, see `plain`.
 */
function quote(arg: string): string {
  if (/["\p{Cc}]|\\[\\'trn]|\\$/u.test(arg)) throw new UnsafeSettingError(arg);
  return /^[^\s;{}#']+$/.test(arg) ? arg : `"${arg}"`;
}

/**
 * A value that a user wrote, where it is put into an argument: none of the characters that would end it, name a variable or
 * begin something else. The schemas say the same before, in words and with the place.
 *
 * @throws UnsafeSettingError
 */
export function plain(text: string): string {
  if (!/^[A-Za-z0-9._~:/-]+$/.test(text) || /(^|\/)\.\.?(\/|$)/.test(text)) throw new UnsafeSettingError(text);
  return text;
}

/** A setting that could break out of its place in nginx.conf. */
export class UnsafeSettingError extends Error {
  override readonly name = "UnsafeSettingError";

  constructor(text: string) {
    super(`${JSON.stringify(text.slice(0, 80))} cannot be written into nginx.conf.`);
  }
}
