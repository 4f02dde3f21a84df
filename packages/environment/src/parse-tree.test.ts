import { choice, count, label } from "@weir/app/fields";
import { expect, test } from "vitest";
import { z } from "zod";
import { parseTree } from "./parse-tree.ts";
import { parseDocument } from "./read-document.ts";
import { formatWithLength } from "./test-workspace.ts";

/** What is wrong with a text, by a schema as an app's author may write it. */
function refused(shape: Record<string, z.ZodType>, text: string): string[] {
  const { tree } = parseDocument("f.yaml", text);
  return parseTree(z.strictObject(shape), tree).findings.map((finding) =>
    formatWithLength(finding).replace("f.yaml:", ""),
  );
}

const replicas = count({ description: "Pods.", examples: [1, 3] }, { max: 9 });

test("gives the parsed data where nothing is wrong", () => {
  const { tree } = parseDocument("f.yaml", "replicas: 3\n");
  expect(parseTree(z.strictObject({ replicas, on: z.boolean().default(true) }), tree)).toEqual({
    data: { replicas: 3, on: true },
    findings: [],
  });
});

test("puts a rule over several settings at the mapping that breaks it", () => {
  const edge = z
    .strictObject({ replicas: replicas.optional(), scale: replicas.optional() })
    .refine(
      ({ replicas, scale }) => (replicas === undefined) !== (scale === undefined),
      "write replicas or scale, one of them",
    );
  expect(refused({ edge }, "edge: {replicas: 1, scale: 1}\n")).toEqual([
    "1:1+4  settings/value  edge: write replicas or scale, one of them.",
  ]);
});

test("puts a rule that names a setting at that setting, or above it where nobody wrote it", () => {
  const hls = z
    .strictObject({ fragment: z.int(), window: z.int().optional() })
    .refine(({ fragment, window }) => window !== undefined && window > fragment, {
      path: ["window"],
      error: "a list is longer than a segment",
    });
  expect(refused({ hls }, "hls: {fragment: 4, window: 3}\n")).toEqual([
    "1:28+1  settings/value  hls.window is 3: a list is longer than a segment.",
  ]);
  expect(refused({ hls }, "hls: {fragment: 4}\n")).toEqual([
    "1:1+3  settings/value  hls.window: a list is longer than a segment.",
  ]);
});

test("names all types that a union takes", () => {
  const cut = z.union([z.int(), z.boolean(), z.array(z.string())]);
  expect(refused({ cut }, "cut: now\n")).toEqual([
    '1:6+3  settings/type  cut is "now", and it must be a whole number, true or false or a list.',
  ]);
});

const name = label({ description: "Name.", examples: ["a", "b"] });

test("explains a union by the branch that was most likely meant", () => {
  const store = z.union([
    z.strictObject({ nas: label({ description: "NAS.", examples: ["a", "b"] }), size: replicas }),
    z.strictObject({ disk: label({ description: "Disk.", examples: ["c", "d"] }) }),
  ]);
  expect(refused({ store }, "store: {nas: UPPER}\n")).toEqual(
    [
      "1:1+5  settings/missing  store has no size. Fix: add size, such as 1 or 3.",
      '1:14+5  settings/value  store.nas is "UPPER": a name is 1 to 63 lower case letters, digits and hyphens, with a letter or digit at both ends. Fix: write it like a or b.',
    ].toReversed(),
  );
  const turned = z.union([store.options[1], store.options[0]]);
  expect(refused({ store: turned }, "store: {nas: a, sise: 1}\n")).toEqual([
    "1:1+5  settings/missing  store has no size. Fix: add size, such as 1 or 3.",
    '1:17+4  settings/unknown-key  store has no setting "sise". Fix: did you mean size? There are disk, nas and size.',
  ]);
  expect(refused({ store }, "store: {dsk: c}\n")).toEqual([
    "1:1+5  settings/missing  store has no disk. Fix: add disk, such as c or d.",
    '1:9+3  settings/unknown-key  store has no setting "dsk". Fix: did you mean disk? There are nas, size and disk.',
  ]);
  const far = z.union([
    z.strictObject({ type: name }),
    z.strictObject({ class: name, domain: name, certificate: name, ip: name }),
  ]);
  expect(refused({ far }, "far: {class: a, ip: b}\n")).toEqual([
    "1:1+3  settings/missing  far has no domain. Fix: add domain, such as a or b.",
    "1:1+3  settings/missing  far has no certificate. Fix: add certificate, such as a or b.",
  ]);
});

test("shows what settings hold, by an example or by the keys of every form, each once", () => {
  const certificate = z.strictObject({ secretName: name });
  const shown = certificate.meta({ examples: [{ secretName: "web-tls" }, { secretName: "example org" }] });
  expect(refused({ certificate: shown }, "certificate: web-tls\n")).toEqual([
    '1:14+7  settings/type  certificate is "web-tls", and it must be settings (key: value). Fix: write it like {secretName: web-tls} or {secretName: "example org"}.',
  ]);
  expect(refused({ certificate: shown }, "{}\n")).toEqual([
    '1:1+2  settings/missing  The file has no certificate. Fix: add certificate, such as {secretName: web-tls} or {secretName: "example org"}.',
  ]);
  const web = z.union([z.strictObject({ a: name, certificate }), z.strictObject({ b: name, certificate })]);
  expect(refused({ web }, "web: {a: x, certificate: web-tls}\n")).toEqual([
    '1:26+7  settings/type  web.certificate is "web-tls", and it must be settings (key: value). Fix: write below it, indented: secretName.',
  ]);
});

test("names the words of a discriminator", () => {
  const by = z.discriminatedUnion("by", [
    z.strictObject({ by: z.literal("cpu"), target: replicas }),
    z.strictObject({ by: z.literal("viewers"), most: replicas }),
  ]);
  expect(refused({ scale: by }, "scale: {by: viewer}\n")).toEqual([
    '1:13+6  settings/value  scale.by is "viewer", and it must be cpu or viewers. Fix: did you mean viewers?',
  ]);
  expect(refused({ scale: by }, "scale: {target: 1}\n")).toEqual([
    "1:1+5  settings/missing  scale has no by. Fix: add by, such as cpu or viewers.",
  ]);
  expect(refused({ scale: by }, "scale: {by: viewers}\n")).toEqual([
    "1:1+5  settings/missing  scale has no most. Fix: add most, such as 1 or 3.",
  ]);
});

test("says how long text and lists may be", () => {
  const shape = {
    name: z.string().max(3),
    list: z.array(z.string()).max(1),
    map: z.record(z.string(), z.int()).optional(),
  };
  expect(refused(shape, "name: four\nlist: [a, b]\nmap: [1]\n")).toEqual([
    "1:7+4  settings/range  name has 4 characters, and 3 is the most.",
    "2:1+4  settings/range  list has 2 entries, and 1 is the most.",
    "3:1+3  settings/type  map is a list, and it must be settings (key: value). Fix: write key: value below it, indented.",
  ]);
});

test("lists the words of a choice, and the one that was meant", () => {
  const shape = { reach: choice(["intranet", "internet"], "Where from.") };
  expect(refused(shape, "reach: anywhere\n")).toEqual([
    '1:8+8  settings/value  reach is "anywhere", and it must be intranet or internet. Fix: write intranet or internet.',
  ]);
  expect(refused(shape, "reach: internt\n")).toEqual([
    '1:8+7  settings/value  reach is "internt", and it must be intranet or internet. Fix: did you mean internet?',
  ]);
});

test("gives two examples where a number has no limits worth naming", () => {
  expect(refused({ index: z.int().meta({ examples: [1, 2, 3] }) }, "index: x\n")).toEqual([
    '1:8+1  settings/type  index is "x", and it must be a whole number. Fix: write it like 1 or 2.',
  ]);
});

test("explains other rules of zod in plain words", () => {
  expect(
    refused(
      {
        port: z
          .number()
          .multipleOf(2)
          .meta({ examples: [2, 4] }),
      },
      "port: 3\n",
    ),
  ).toEqual(["1:7+1  settings/value  port is 3, which is not valid here. Fix: write it like 2 or 4."]);
});
