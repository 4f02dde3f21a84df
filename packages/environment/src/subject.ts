import type { Path } from "@weir/finding/finding";

/** How a finding calls a setting: `srs-edge: tracks.r6.replicas`, `srs-edge`, `events[0].from`; "" for the whole file. */
export function subjectOf(path: Path): string {
  if (path[0] !== "apps" || path.length < 2) return joinPath(path);
  const [, app, ...rest] = path;
  return rest.length === 0 ? joinPath([app as string]) : `${joinPath([app as string])}: ${joinPath(rest)}`;
}

function joinPath(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    const word = /^[\w./-]{1,80}$/.test(key) ? key : quote(key);
    return text === "" ? word : `${text}.${word}`;
  }, "");
}

/** Text from a file inside a message: in quotes, on one line, cut where it is long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

/** `a`, `a or b`, `a, b or c`. */
export function listWords(words: readonly string[], conjunction = "or"): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${conjunction} ${last}`;
}
