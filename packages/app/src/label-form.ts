const part = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

/** For a pattern: names with dots between them, each an RFC 1123 label; `least` of them. How long they are together is not in it. */
export function dottedNames(least: 1 | 2): string {
  return `${part}(\\.${part})${least === 1 ? "*" : "+"}`;
}

/** An RFC 1123 label: what a namespace, a Service and any part of an object's name may be. Apart from fields.ts, which loads zod. */
export function labelForm(max = 63): { pattern: RegExp; form: string } {
  return {
    pattern: new RegExp(`^[a-z0-9]([a-z0-9-]{0,${max - 2}}[a-z0-9])?$`),
    form: `a name is 1 to ${max} lower case letters, digits and hyphens, with a letter or digit at both ends`,
  };
}
