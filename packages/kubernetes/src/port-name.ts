/**
 * Whether a container's port may be called so: 1 to 15 lower case letters, digits and single hyphens between them, one
 * letter at least (IANA service name, RFC 6335; a Service's port is an ordinary label).
 */
export function isPortName(text: string): boolean {
  return text.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && /[a-z]/.test(text);
}
