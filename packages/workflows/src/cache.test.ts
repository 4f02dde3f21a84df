import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Cache, readCache, writeCache } from "./cache.ts";
import { temporaryFolder } from "./test-workspace.ts";

const summary = { environment: "one", directory: "environments/one", cluster: "c", namespace: "n", rows: [] };
const cache: Cache = {
  engine: "engine-1",
  environments: {
    "environments/one": {
      inputs: { "environments/one/environment.yaml": "a" },
      outputs: { "environments/one/README.md": "b" },
      verdicts: ["c"],
      claims: [
        { thing: "Namespace one", of: "cluster c", place: { file: "environments/one/environment.yaml", line: 3 } },
      ],
      summary,
      warnings: [
        { id: "a/b", severity: "warning", where: { file: "environments/one/environment.yaml" }, what: "Two\nlines." },
      ],
    },
  },
  shared: { "apps/x/base/kustomization.yaml": "d" },
};
const empty: Cache = { engine: "engine-1", environments: {}, shared: {} };

describe("the cache", () => {
  test("gives back what was written", () => {
    expect(readCache(written(), "engine-1")).toEqual(cache);
  });

  test("is empty for another engine, and where there is none", () => {
    expect(readCache(written(), "engine-2")).toEqual({ ...empty, engine: "engine-2" });
    expect(readCache(temporaryFolder(), "engine-1")).toEqual(empty);
  });

  test("forgets environments that are gone", () => {
    const root = temporaryFolder();
    writeCache(root, cache);
    expect(readCache(root, "engine-1")).toEqual({ ...cache, environments: {} });
  });

  test("is empty, cut off at whatever place", () => {
    const root = written();
    const text = readFileSync(path(root), "utf8");
    for (let length = 0; length < text.length; length++) {
      writeFileSync(path(root), text.slice(0, length));
      expect(readCache(root, "engine-1")).toEqual(empty);
    }
  });

  test("is empty with a changed byte at whatever place", () => {
    const root = written();
    const bytes = readFileSync(path(root));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        writeFileSync(
          path(root),
          bytes.map((byte, index) => (index === at ? byte ^ change : byte)),
        );
        expect(readCache(root, "engine-1")).toEqual(empty);
      }),
    );
  });

  test("is empty where something else is in its place", () => {
    const digest = `{"digest":"${"x".repeat(43)}",`;
    for (const text of ["", "null", "[]", "{}", '{"engine":"engine-1"}', `${digest}\n"engine":"engine-1"}`, "\n\n"]) {
      const root = written();
      writeFileSync(path(root), text);
      expect(readCache(root, "engine-1")).toEqual(empty);
    }
    const root = temporaryFolder();
    mkdirSync(path(root), { recursive: true });
    expect(readCache(root, "engine-1")).toEqual(empty);
  });

  test("leaves no draft behind, and is JSON for whoever looks", () => {
    const root = written();
    expect(existsSync(`${path(root)}.new`)).toBe(false);
    expect(JSON.parse(readFileSync(path(root), "utf8"))).toMatchObject(cache);
  });
});

/** A workspace with its environment and this cache. */
function written(): string {
  const root = temporaryFolder();
  mkdirSync(join(root, "environments/one"), { recursive: true });
  writeFileSync(join(root, "environments/one/environment.yaml"), "");
  writeCache(root, cache);
  return root;
}

function path(root: string): string {
  return join(root, ".weir/cache.json");
}
