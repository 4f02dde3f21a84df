import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { readSources } from "./read-sources.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function sourcesOf(text: string, fleets: Record<string, string> = {}): string[] {
  const root = mkdtempSync(join(tmpdir(), "weir-sources-"));
  folders.push(root);
  mkdirSync(join(root, "fleets"));
  writeFileSync(join(root, "environment.yaml"), text);
  for (const [name, parent] of Object.entries(fleets)) writeFileSync(join(root, `fleets/${name}.yaml`), parent);
  return readSources(root, "environment.yaml");
}

describe("names the files", () => {
  test.each([
    ["a cluster", "weir: 1\ncluster: ack\n", ["clusters/ack.yaml"]],
    ["a cluster with a comment", "weir: 1\ncluster: ack-1   # ours\n", ["clusters/ack-1.yaml"]],
    ["a cluster in quotes", "weir: 1\ncluster: 'ack'\r\n", ["clusters/ack.yaml"]],
    ["a space before the colon", "weir: 1\ncluster : ack\n", ["clusters/ack.yaml"]],
    ["a byte order mark before the cluster", "\ufeffcluster: ack\nweir: 1\n", ["clusters/ack.yaml"]],
    ["the start of a document", "# ours\n--- # here\nweir: 1\ncluster: ack\n", ["clusters/ack.yaml"]],
    ["no cluster and no parent", "weir: 1\napps: {srs-origin-cluster: {}}\n# cluster: ack\n", []],
    ["a cluster of its own", "weir: 1\ncluster:  # here\n\n  # yes\n  provider: plain\n", []],
    ["a cluster of its own on one line", "weir: 1\ncluster: {provider: plain}\n", []],
    ["a key of the same name further in", "weir: 1\ncluster: ack\nfoo:\n  inherit: fleets/x\n", ["clusters/ack.yaml"]],
  ])("%s", (_, text, expected) => {
    expect(sourcesOf(text)).toEqual(expected);
  });

  test("of parents at any depth, also in a circle", () => {
    const fleets = { live: "weir: 1\ninherit: fleets/srs\n", srs: "weir: 1\ncluster: ack\ninherit: fleets/live\n" };
    expect(sourcesOf("weir: 1\ninherit: fleets/live\n", fleets)).toEqual([
      "clusters/ack.yaml",
      "fleets/live.yaml",
      "fleets/srs.yaml",
    ]);
  });

  test("of a parent that is missing, which may name anything", () => {
    expect(sourcesOf("weir: 1\ninherit: fleets/live\n")).toEqual(["clusters/**/*", "fleets/**/*", "fleets/live.yaml"]);
  });
});

describe("counts every file where a line does not show the name", () => {
  const all = ["clusters/**/*", "fleets/**/*"];
  test.each([
    ["an empty file", "", all],
    ["a list", "- weir: 1\n", all],
    ["one map in braces", "{weir: 1, cluster: ack}\n", all],
    ["a top level that is indented", "  weir: 1\n  cluster: ack\n", all],
    ["braces behind the start of a document", "--- {cluster: ack,\nweir: 1, apps: {}}\n", all],
    ["braces on an indented line", "---\n  {cluster: ack,\nweir: 1, apps: {}}\n", all],
    ["braces behind a byte order mark", "\ufeff{cluster: ack,\nweir: 1}\n", all],
    ["a tag behind the start of a document", "--- !!map {cluster: ack,\nweir: 1}\n", all],
    ["a merge key", "weir: 1\n<<: {cluster: ack}\n", all],
    ["a directive", "%YAML 1.2\n---\nweir: 1\ncluster: ack\n", all],
    ["a second document", "weir: 1\n--- {cluster: ack}\n", all],
    ["a key in quotes", 'weir: 1\n"cl\\u0075ster": ack\n', all],
    ["an explicit key", "weir: 1\n? cluster\n: ack\n", all],
    ["an anchor on a key", "weir: 1\n&a cluster: ack\n", all],
    ["a tag on a key", "weir: 1\n!!str cluster: ack\n", all],
    ["an alias as a value", "weir: 1\ncluster: *x\n", ["clusters/**/*"]],
    ["a value on the next line", "weir: 1\ncluster:\n  ack\n", ["clusters/**/*"]],
    ["a block scalar", "weir: 1\ncluster: >-\n  ack\n", ["clusters/**/*"]],
    ["a key that stands twice", "weir: 1\ncluster: ack\ncluster: kind\n", ["clusters/**/*"]],
    ["a name that leads elsewhere", "weir: 1\ncluster: ../ack\ninherit: fleets/../x\n", all],
  ])("%s", (_, text, expected) => {
    expect(sourcesOf(text)).toEqual(expected);
  });
});
