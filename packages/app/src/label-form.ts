/** An RFC 1123 label: what a namespace, a Service and any part of an object's name may be. Apart from fields.ts, which loads zod. */
export function labelForm(max = 63): { pattern: RegExp; form: string } {
  return {
    pattern: new RegExp(`^[a-z0-9]([a-z0-9-]{0,${max - 2}}[a-z0-9])?$`),
    form: `a name is 1 to ${max} lower case letters, digits and hyphens, with a letter or digit at both ends`,
  };
}
