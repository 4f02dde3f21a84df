/** srs.conf as data: what is written is what a version's parser reads, in this order. */
export type SrsConfig = readonly Directive[];

export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  /** The directives between its braces. */
  readonly block?: readonly Directive[];
  /** Said above it, for a reader who never saw this project. Parsing drops comments. */
  readonly comment?: string;
  /** Where parsing found it; both start at 1. */
  readonly line?: number;
  readonly column?: number;
}

/** `max_connections 1000;` */
export function directive(name: string, ...args: readonly (string | number)[]): Directive {
  return { name, args: args.map(String) };
}

/** `http_api { … }`; of a named one, such as a vhost, the name is `[kind, name]`. */
export function block(name: string | readonly [string, string], directives: readonly Directive[]): Directive {
  const [kind, ...args] = typeof name === "string" ? [name] : name;
  return { name: kind, args, block: directives };
}

/** The first directive at a path of names, as the server finds it: `find(config, "http_api", "listen")`. */
export function find(config: SrsConfig, ...path: readonly string[]): Directive | undefined {
  const [name, ...rest] = path;
  const found = config.find((candidate) => candidate.name === name);
  return rest.length === 0 || !found ? found : find(found.block ?? [], ...rest);
}

/** Its first argument. */
export function valueAt(config: SrsConfig, ...path: readonly string[]): string | undefined {
  return find(config, ...path)?.args[0];
}

/** Whether it says `on`, which is how SRS reads a switch that is off unless told otherwise. */
export function isOn(config: SrsConfig, ...path: readonly string[]): boolean {
  return valueAt(config, ...path) === "on";
}

/** The vhosts that SRS reads: of two with one name, the first. */
export function vhostsOf(config: SrsConfig): Directive[] {
  return config.filter(
    ({ name, args }, index) =>
      name === "vhost" && index === config.findIndex((one) => one.name === name && one.args[0] === args[0]),
  );
}
