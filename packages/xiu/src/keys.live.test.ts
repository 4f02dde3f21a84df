import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeLive } from "@weir/tools/test-live";
import { stringify } from "smol-toml";
import { afterAll, expect, test } from "vitest";
import { checkKeys, sayPath } from "./check-keys.ts";
import { type Key, root, type Table } from "./keys.ts";
import { freePorts, openLab, sleep, takesConnection } from "./test-xiu.ts";
import { parseVersion } from "./versions.ts";

const version = parseVersion("0.14.0");
type Tree = { [name: string]: unknown };

/** Every table and key that weir knows, nothing switched on but the log file, whose words xiu reads only then. */
function everything(folder: string): Tree {
  const fill = ({ keys }: Table): Tree =>
    Object.fromEntries(
      Object.entries(keys).map(([name, key]) => [
        name,
        "keys" in key ? (key.many ? [fill(key)] : fill(key)) : good(key),
      ]),
    );
  const tree = fill(root) as { log: { level: string; file: Tree } };
  tree.log.level = "info";
  tree.log.file.enabled = true;
  tree.log.file.path = join(folder, "logs");
  return tree;
}

function good({ kind }: Key): unknown {
  return typeof kind === "string" ? { boolean: false, port: 1935, count: 1, text: "a" }[kind] : kind[0];
}

/** Of another kind than xiu wants. */
function bad(key: Key | Table): unknown {
  if ("keys" in key) return "a";
  if (typeof key.kind !== "string") return "other";
  return key.kind === "text" ? 5 : "a";
}

/** The ways to every table and key. */
function waysOf(
  { keys }: Table,
  at: readonly (string | number)[] = [],
): { at: readonly (string | number)[]; key: Key | Table }[] {
  return Object.entries(keys).flatMap(([name, key]) => {
    const way = [...at, name];
    if (!("keys" in key)) return [{ at: way, key }];
    return [{ at: way, key }, ...waysOf(key, key.many ? [...way, 0] : way)];
  });
}

function change(tree: Tree, at: readonly (string | number)[], value: unknown): Tree {
  const copy = structuredClone(tree);
  const parent = at.slice(0, -1).reduce((node, part) => node[part as string] as Tree, copy);
  if (value === undefined) delete parent[at.at(-1) as string];
  else parent[at.at(-1) as string] = value;
  return copy;
}

describeLive("xiu reads what weir says it reads", ["xiu", "ffmpeg"], (paths) => {
  const lab = openLab(paths);
  afterAll(lab.close);
  const whole = everything(lab.folder);

  const cases = waysOf(root).flatMap(({ at, key }) => [
    { name: `without ${sayPath(at)}`, tree: change(whole, at, undefined) },
    { name: `with ${sayPath(at)} of another kind`, tree: change(whole, at, bad(key)) },
  ]);

  test("and starts or ends as weir foretells", async () => {
    const said = new Map<string, boolean>();
    const queue = [{ name: "with everything", tree: whole }, ...cases].entries();
    const work = async () => {
      for (const [index, { name, tree }] of queue) said.set(name, await starts(index, tree));
    };
    await Promise.all([work(), work(), work(), work()]);
    const foretold = ({ tree }: { tree: Tree }) => checkKeys(tree, version).length === 0;
    expect(Object.fromEntries(said)).toEqual({
      "with everything": true,
      ...Object.fromEntries(cases.map((one) => [one.name, foretold(one)])),
    });
    expect(cases.filter(foretold).length).toBeGreaterThan(20);
  });

  /** Whether xiu listens, instead of ending. */
  async function starts(index: number, tree: Tree): Promise<boolean> {
    const [port = 0] = await freePorts(1);
    const file = join(lab.folder, `${index}.toml`);
    const api = tree.httpapi as { port?: unknown } | undefined;
    const ours = api?.port === good({ kind: "port" });
    writeFileSync(file, stringify(ours ? change(tree, ["httpapi", "port"], port) : tree));
    const xiu = lab.run(paths.xiu, ["-c", file]);
    let ended = false;
    void xiu.ended.then(() => (ended = true));
    for (const end = Date.now() + 10_000; Date.now() < end; await sleep(20)) {
      if (ended) return false;
      // Without a port of its own for the API it takes 8000, where somebody may be already: then it says so.
      if (ours ? await takesConnection(port) : /listening on|AddrInUse/.test(xiu.output())) break;
    }
    await xiu.end();
    return true;
  }
});
