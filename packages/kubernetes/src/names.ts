const label = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const labelValue = /^([A-Za-z0-9]([\w.-]*[A-Za-z0-9])?)?$/;

/** The longest label (RFC 1123), label value and namespace. */
const maxLabelLength = 63;

/** Lower case letters, digits and hyphens (RFC 1123 label): a namespace, a container, a volume. */
export function isLabel(text: string): boolean {
  return text.length <= maxLabelLength && label.test(text);
}

/** Labels with dots between them (RFC 1123 subdomain), up to 253 characters: the name of most objects. */
export function isSubdomain(text: string): boolean {
  return text.length <= 253 && text.split(".").every((part) => label.test(part));
}

/** What may stand behind a label's key. */
export function isLabelValue(text: string): boolean {
  return text.length <= maxLabelLength && labelValue.test(text);
}

/**
 * The longest name with which an object of this kind works. A Job's pods carry its name as a label and a CronJob adds
 * eleven characters for each of its Jobs; a StatefulSet's pods carry its name with a hash of ten behind a hyphen.
 */
export function maxNameLength(kind: string): number {
  if (kind === "CronJob" || kind === "StatefulSet") return 52;
  return kind === "Service" || kind === "Namespace" || kind === "Job" ? maxLabelLength : 253;
}
