import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const { customManagers } = JSON.parse(readFileSync(new URL("../renovate.json", import.meta.url), "utf8")) as {
  customManagers: { matchStrings: string[]; depNameTemplate: string }[];
};

/** What Renovate finds with the strategy "recursive": each pattern searches in what the one before has matched. */
function findVersions(text: string): Record<string, (string | undefined)[]> {
  const search = (texts: string[], pattern: string) =>
    texts.flatMap((part) => [...part.matchAll(new RegExp(pattern, "g"))]);
  return Object.fromEntries(
    customManagers.map(({ depNameTemplate, matchStrings: [block = "", version = ""] }) => {
      const blocks = search([text], block).map(([match]) => match);
      return [depNameTemplate, search(blocks, version).map(({ groups }) => groups?.currentValue)];
    }),
  );
}

test("Renovate finds every version in environment.yaml under the image that it is a tag of", () => {
  const text = `
weir: 1
apps:
  srs-edge:
    address: main

    # two tracks
    tracks:
      r5:
        version: v5.0-r3   # until the final is over
        replicas: 3
      r6: {replicas: 1, version: "v6.0-r0@sha256:${"0".repeat(64)}"}
  srs-origin-cluster:
    version: v6.0-r1
  srs-origin: {version: 6.0.184}
  nginx-hls: {replicas: 2, version: 1.29.3, address: main}
  xiu-edge:
    version: 0.13.0
exceptions:
  - {policy: images/end-of-life, app: srs-edge}
`;
  expect(findVersions(text)).toEqual({
    "ossrs/srs": ["v5.0-r3", "v6.0-r0", "v6.0-r1"],
    nginx: ["1.29.3"],
    "harlancn/xiu": ["0.13.0"],
  });
});
