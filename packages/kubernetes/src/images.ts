/** What an image reference says; a reference may name a tag, a digest, both or neither. */
export interface Image {
  /** With its registry and the registry's port: `ossrs/srs`, `registry:5000/app`. */
  readonly name: string;
  /** `v6.0-r0` */
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest?: string;
}

/**
 * Takes an image reference apart (github.com/distribution/reference): a colon before the last slash belongs to the
 * registry's port, what follows `@` is the digest.
 */
export function parseImage(reference: string): Image {
  const [tagged, digest] = splitOnce(reference, reference.indexOf("@"));
  const colon = tagged.lastIndexOf(":");
  const [name, tag] = splitOnce(tagged, colon > tagged.lastIndexOf("/") ? colon : -1);
  return { name, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

function splitOnce(text: string, at: number): [before: string, after: string | undefined] {
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
