import { hash } from "node:crypto";

/** A file's content in short: SHA-256 as base64url. */
export function digest(content: string | Uint8Array): string {
  return hash("sha256", content, "base64url");
}
