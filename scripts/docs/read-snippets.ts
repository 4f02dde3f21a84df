/** A part of an environment.yaml that a page shows. */
export interface Snippet {
  /** Of its first line in the page, from 1. */
  readonly line: number;
  readonly text: string;
}

/** What such a part begins with, by which it is told from other YAML. */
const begin = "(?:namespace|cluster|audience|addresses|apps):";

export function readSnippets(page: string): Snippet[] {
  return [...page.matchAll(new RegExp(`^\`\`\`yaml\\n(${begin}.*?)^\`\`\`$`, "gms"))].map(
    ({ 1: text = "", index }) => ({
      line: page.slice(0, index).split("\n").length + 1,
      text,
    }),
  );
}

/** The smallest environment.yaml with a snippet in it. A comment says where its addresses are; without one, they are plain Kubernetes'. */
export function completeSnippet({ text }: Snippet): string {
  const provider = text.includes("# on ACK") ? "ack" : text.includes("# on Yandex Cloud") ? "yandex" : "plain";
  const cluster = /^cluster:/m.test(text) ? "" : `cluster: {provider: ${provider}, kubernetes: "1.34"}\n`;
  return `weir: 1\n${cluster}${text}`;
}
