/** A part of an environment.yaml that a page shows. */
export interface Snippet {
  /** Of its first line in the page, from 1. */
  readonly line: number;
  readonly text: string;
}

/** What an environment.yaml may begin with, so that its blocks are told from those of other files. */
const begin = "(?:namespace|cluster|audience|addresses|apps):";

/** The blocks of YAML in a page that are parts of an environment.yaml. */
export function readSnippets(page: string): Snippet[] {
  return [...page.matchAll(new RegExp(`^\`\`\`yaml\\n(${begin}.*?)^\`\`\`$`, "gms"))].map(({ 1: text = "", index }) => ({
    line: page.slice(0, index).split("\n").length + 1,
    text,
  }));
}

/** The smallest environment.yaml with a snippet in it, on a cluster of a provider. */
export function completeSnippet({ text }: Snippet, provider: string): string {
  const cluster = /^cluster:/m.test(text) ? "" : `cluster: {provider: ${provider}, kubernetes: "1.34"}\n`;
  return `weir: 1\n${cluster}${text}`;
}
