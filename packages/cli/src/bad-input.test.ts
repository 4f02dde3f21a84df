import { existsSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "@weir/finding/finding";
import {
  type Contents,
  listAll,
  snapshot,
  temporaryFolder,
  writeFiles,
  writeWorkspace,
} from "@weir/workflows/test-workspace";
import { beforeAll, describe, expect, test } from "vitest";
import { exitCodeOf } from "./exit-codes.ts";
import { countFindings } from "./print-findings.ts";
import { weir } from "./test-weir.ts";

const file = "environments/one/environment.yaml";
const head = "weir: 1\ncluster: local\n";
const cluster = 'weir: 1\nprovider: plain\nkubernetes: "1.34"\n';
const origin = "  srs-origin: {version: v6.0-r0}\n";
const long = "a".repeat(64);
const labelForm = "lower case letters, digits and hyphens, with a letter or digit at both ends";
const inItsPlace = "and every setting must say in its own place what it is";

const one = (text: string | Uint8Array): Contents => ({ [file]: text });
const apps = (text: string) => one(`${head}apps:\n${text}`);
const edge = (settings: string) => apps(`${origin}  srs-edge: {version: v6.0-r0, ${settings}}\n`);
const track = (name: string) =>
  apps(`${origin}  srs-edge:\n    tracks:\n      ${name}: {version: v6.0-r0, replicas: 1}\n`);
const cleanup = (settings: string) =>
  apps(`  srs-storage: {nas: nfs.example.com, path: /one, size: 1Gi}\n  srs-cleanup: {${settings}}\n`);

interface Case {
  readonly files: Contents;
  /** Each finding as `line:column id what`, with the file before it where it is not the environment's. */
  readonly says: readonly string[];
  readonly code: 1 | 2;
}

/** Of one finding. */
function refuses(code: 1 | 2, files: Contents, ...says: string[]): Case {
  return { code, files, says };
}

const cases: Record<string, Case> = {
  "an unknown key": refuses(
    1,
    edge("replicas: 1, replica: 2"),
    '5:45 settings/unknown-key srs-edge has no setting "replica".',
  ),
  "an unknown key at the top": refuses(
    1,
    one(`${head}app: {}\n`),
    '3:1 settings/unknown-key There is no setting "app".',
  ),
  "a wrong type": refuses(
    1,
    edge("replicas: {}"),
    "5:32 settings/type srs-edge: replicas is a mapping, and it must be a whole number.",
  ),
  "replicas: -1": refuses(1, edge("replicas: -1"), "5:42 settings/range srs-edge: replicas is -1, and 0 is the least."),
  "replicas: 1.5": refuses(
    1,
    edge("replicas: 1.5"),
    "5:42 settings/type srs-edge: replicas is 1.5, and it must be a whole number.",
  ),
  'replicas: "3"': refuses(
    1,
    edge('replicas: "3"'),
    '5:42 settings/type srs-edge: replicas is "3", and a number is written without quotes.',
  ),
  "replicas: 1e9": refuses(
    1,
    edge("replicas: 1e9"),
    "5:42 settings/range srs-edge: replicas is 1e9, and 1000 is the most.",
  ),
  "a key written twice": refuses(
    2,
    apps("  srs-origin:\n    version: v6.0-r0\n    version: v5.0-r3\n"),
    "6:5 yaml/duplicate-key srs-origin: version is written twice, first in line 5.",
  ),
  "a tab": refuses(
    2,
    one(`${head}apps:\n\tsrs-origin: {version: v6.0-r0}\n`),
    "4:1 yaml/tab This line is indented with a tab, and YAML is indented with spaces only.",
  ),
  "an empty file": refuses(2, one(""), "1:1 yaml/empty The file says nothing."),
  "a file of comments": refuses(2, one("# later\n"), "1:1 yaml/empty The file says nothing."),
  "a list at the top": refuses(
    2,
    one("- weir: 1\n"),
    "1:1 yaml/top-level The file holds a list, and it must be settings (key: value).",
  ),
  "a scalar at the top": refuses(
    2,
    one("hello\n"),
    "1:1 yaml/top-level The file holds a single value, and it must be settings (key: value).",
  ),
  "a bracket that nobody closed": refuses(
    2,
    one(`${head}apps: {srs-origin: {version: v6.0-r0}\n`),
    "4:1 yaml/syntax This is not valid YAML: Flow map in block collection must be sufficiently indented and end with a }.",
  ),
  "several documents": refuses(
    2,
    one(`${head}---\n${head}`),
    "3:1 yaml/documents A second YAML document begins here, and a file holds one.",
  ),
  "10 MB": refuses(
    2,
    one(`${head}# ${"x".repeat(10 * 1024 * 1024)}\n`),
    " file/size environments/one/environment.yaml has 10,485,786 bytes; 1,048,576 are the most.",
  ),
  "5,000 levels of nesting": refuses(
    2,
    one(`${head}apps: ${"[".repeat(5000)}${"]".repeat(5000)}\n`),
    "3:69 yaml/depth Values are nested more than 64 levels deep here; no setting is.",
  ),
  "5,000 levels of maps": refuses(
    2,
    one(`${head}apps: ${"{a: ".repeat(5000)}1${"}".repeat(5000)}\n`),
    "3:255 yaml/depth Values are nested more than 64 levels deep here; no setting is.",
  ),
  "an alias bomb": refuses(
    2,
    one(`${head}apps: [&a [x, x], &b [*a, *a], [*b, *b]]\n`),
    "3:1 settings/type apps is a list, and it must be settings (key: value).",
    ...[
      ["3:8", "anchor", "&a is an anchor"],
      ["3:19", "anchor", "&b is an anchor"],
      ["3:23", "alias", "*a is an alias"],
      ["3:27", "alias", "*a is an alias"],
      ["3:33", "alias", "*b is an alias"],
      ["3:37", "alias", "*b is an alias"],
    ].map(([place, id, what]) => `${place} yaml/${id} ${what}, ${inItsPlace}.`),
  ),
  "a merge key": refuses(
    2,
    apps(`${origin}  srs-edge:\n    <<: {version: v6.0-r0}\n    version: v6.0-r0\n    replicas: 1\n`),
    `6:5 yaml/merge-key << is a merge key, ${inItsPlace}.`,
  ),
  "a null": refuses(2, apps("  srs-origin:\n"), "4:3 yaml/null srs-origin has no value."),
  "a key called __proto__": refuses(
    1,
    one(`${head}__proto__: {version: 1}\n`),
    '3:1 settings/unknown-key There is no setting "__proto__".',
  ),
  "__proto__ as an app": refuses(
    1,
    apps(`${origin}  __proto__: {version: v6.0-r0}\n`),
    '5:3 settings/unknown-key There is no setting "__proto__".',
  ),
  "toString as an app": refuses(1, apps("  toString: {}\n"), '4:3 environment/unknown-app There is no app "toString".'),
  "broken UTF-8": refuses(
    2,
    one(Buffer.concat([Buffer.from(`${head}# `), Buffer.of(0xff, 0x0a)])),
    "3:3 yaml/encoding The byte 0xff is not UTF-8.",
  ),
  "UTF-16": refuses(
    2,
    one(Buffer.from(`\ufeff${head}`, "utf16le")),
    "1:1 yaml/encoding The byte 0xff is not UTF-8; the file looks like UTF-16.",
  ),
  "an invisible character": refuses(
    2,
    one(`${head}namespace: one\u0000\n`),
    "3:15 yaml/hidden-character A character that nobody sees stands here: U+0000.",
  ),
  "conflict markers": refuses(
    2,
    apps(`<<<<<<< HEAD\n${origin}=======\n${origin}>>>>>>> other\n`),
    "4:1 yaml/conflict Lines 4 to 8 are a merge conflict that nobody has resolved.",
  ),

  ...Object.fromEntries(
    ['"../x"', "/x", "UPPER", long, '"a\\nb"'].flatMap((name): [string, Case][] => {
      const said = name.startsWith('"') ? name : JSON.stringify(name === long ? `${"a".repeat(60)}…` : name);
      return [
        [
          `a track called ${name}`,
          refuses(
            1,
            track(name),
            `7:7 settings/name srs-edge: tracks has the name ${said}: a name is 1 to 20 ${labelForm}.`,
          ),
        ],
        [
          `an app called ${name}`,
          refuses(1, apps(`  ${name}: {}\n`), `4:3 environment/unknown-app There is no app ${said}.`),
        ],
        [
          `a namespace called ${name}`,
          refuses(
            1,
            one(`${head}namespace: ${name}\n`),
            `3:12 settings/value namespace is ${said}: a name is 1 to 63 ${labelForm}.`,
          ),
        ],
      ];
    }),
  ),
  ...Object.fromEntries(
    ["UPPER", long, "a\nb", "-x", "x;id"].map((name): [string, Case] => {
      const said = JSON.stringify(name === long ? `${"a".repeat(60)}…` : name);
      return [
        `an environment called ${JSON.stringify(name)}`,
        refuses(
          2,
          { [`environments/${name}/environment.yaml`]: `${head}apps:\n${origin}` },
          `environments/${name.replace("\n", "\\n")} environment/folder ${said} cannot be an environment: a name is 1 to 63 ${labelForm}.`,
        ),
      ];
    }),
  ),
  "the namespace of Kubernetes itself": refuses(
    1,
    one(`${head}namespace: kube-system\n`),
    '3:12 settings/value namespace is "kube-system": names that begin with kube- belong to Kubernetes itself.',
  ),

  "an unknown app": refuses(1, apps("  srs-egde: {}\n"), '4:3 environment/unknown-app There is no app "srs-egde".'),
  "an unknown cluster": refuses(
    1,
    one("weir: 1\ncluster: locale\n"),
    '2:10 environment/unknown-cluster There is no cluster "locale": no file clusters/locale.yaml.',
  ),
  "a cluster elsewhere": refuses(
    1,
    one("weir: 1\ncluster: ../x\n"),
    `2:10 settings/value cluster is "../x": a name is 1 to 63 ${labelForm}.`,
  ),
  "an unknown parent": refuses(
    1,
    one(`${head}inherit: fleets/nope\n`),
    '3:10 environment/unknown-parent There is no parent "nope": no file fleets/nope.yaml.',
  ),
  "a parent elsewhere": refuses(
    1,
    one(`${head}inherit: fleets/../x\n`),
    '3:10 settings/value inherit is "fleets/../x": a parent is fleets/<name>, for the file fleets/<name>.yaml; an environment is never a parent.',
  ),
  "parents in a circle": refuses(
    1,
    {
      ...one(`${head}inherit: fleets/a\n`),
      "fleets/a.yaml": "weir: 1\ninherit: fleets/b\n",
      "fleets/b.yaml": "weir: 1\ninherit: fleets/a\n",
    },
    "fleets/b.yaml:2:10 environment/parent-cycle The parents go in a circle: environments/one → fleets/a → fleets/b → fleets/a.",
  ),
  "an unknown version": refuses(
    1,
    apps("  srs-origin: {version: v9.0-r0}\n"),
    "4:25 srs/unknown-version weir does not know SRS 9.0; it knows 3.0, 4.0, 5.0, 6.0, 7.0.",
  ),
  "a version that YAML reads as a number": refuses(
    1,
    apps("  srs-origin: {version: 6.0}\n"),
    "4:25 settings/type srs-origin: version is 6.0 without quotes, which YAML reads as the number 6.",
  ),
  "an unknown provider": refuses(
    1,
    { ...apps(origin), "clusters/local.yaml": 'weir: 1\nprovider: aws\nkubernetes: "1.34"\n' },
    'clusters/local.yaml:2:11 settings/value provider is "aws", and it must be ack, plain or yandex.',
  ),
  "a Kubernetes that has no schemas": refuses(
    1,
    { ...apps(origin), "clusters/local.yaml": 'weir: 1\nprovider: plain\nkubernetes: "1.12"\n' },
    "clusters/local.yaml:3:13 schema/unknown-kubernetes There are no schemas for Kubernetes 1.12; there are some for 1.31, 1.32, 1.33, 1.34, 1.35, 1.36.",
  ),
  "a format of the future": refuses(
    2,
    one("weir: 2\ncluster: local\n"),
    "1:7 environment/format This file is written in format 2, and this weir reads format 1.",
  ),

  "a schedule that is not cron": refuses(
    1,
    cleanup('schedule: "61 1 * * *", zone: UTC, olderThan: 3d'),
    '5:27 settings/value srs-cleanup: schedule is "61 1 * * *": the minute (61) goes from 0 to 59.',
  ),
  "shell in a schedule, a time zone and an age": refuses(
    1,
    cleanup('schedule: "1 1 * * *; id", zone: "UTC$(id)", olderThan: "3d; id"'),
    '5:27 settings/value srs-cleanup: schedule is "1 1 * * *; id": a schedule has 5 fields with one space between: minute, hour, day of the month, month, day of the week.',
    '5:50 settings/value srs-cleanup: zone is "UTC$(id)": a time zone is a name of the IANA database.',
    '5:73 settings/value srs-cleanup: olderThan is "3d; id": a duration is a whole number with its unit: s, m, h or d.',
  ),
  "shell in a file system and a path": refuses(
    1,
    apps('  srs-storage: {nas: "a;b", path: "/a}\\nb", size: 1Gi}\n'),
    '4:22 settings/value srs-storage: nas is "a;b": a mount target is a host name, without a path.',
    '4:35 settings/value srs-storage: path is "/a}\\nb": a path begins with a slash, names a folder, and has no . or .. in it.',
  ),
  "directives in what reaches srs.conf": refuses(
    1,
    apps('  srs-origin: {version: v6.0-r0, max_connections: "1; }", hls: {fragment: "4s; }", window: "60s\\n}"}}\n'),
    '4:51 settings/type srs-origin: max_connections is "1; }", and it must be a whole number.',
    '4:75 settings/value srs-origin: hls.fragment is "4s; }": a duration is a whole number with its unit: s, m, h or d.',
    '4:92 settings/value srs-origin: hls.window is "60s\\n}": a duration is a whole number with its unit: s, m, h or d.',
  ),
  "a directive in a version": refuses(
    1,
    apps('  srs-origin: {version: "v6.0-r0;}\\n"}\n'),
    '4:25 settings/value srs-origin: version is "v6.0-r0;}\\n": a version is an image tag, with or without its digest (@sha256: and 64 hexadecimal digits).',
  ),
  "lines in what reaches Argo CD": refuses(
    1,
    {
      ...apps(origin),
      "clusters/local.yaml": `${cluster}argocd: {repoURL: "https://x\\n;}", revision: "main; id", namespace: argocd, destination: {name: in-cluster}}\n`,
    },
    'clusters/local.yaml:4:19 settings/value argocd.repoURL is "https://x\\n;}": a repository is an https or ssh URL, without a password or token.',
    'clusters/local.yaml:4:46 settings/value argocd.revision is "main; id": a revision is the name of a branch or tag, or a commit.',
  ),
  "no environments at all": refuses(2, {}, "environments environment/none There are no environments here."),
  "an environment that somebody half deleted": refuses(
    2,
    { "environments/gone/README.md": "<!-- Generated by weir. Edit environment.yaml instead. -->\n" },
    "environments/gone environment/no-file This folder has no environment.yaml.",
  ),
};

/** What concerns an environment's file alone can be wrong in many environments at once: one run tells all of it. */
const together = Object.entries(cases).filter(([, { files }]) => Object.keys(files).join() === file);
const apart = Object.entries(cases).filter(([, { files }]) => Object.keys(files).join() !== file);

describe("weir generate refuses", () => {
  let findings: Finding[];
  beforeAll(async () => {
    const files = together.map(([, { files }], number) => [fileOf(number), files[file] as string]);
    const root = writeWorkspace({ "clusters/local.yaml": cluster, ...Object.fromEntries(files) });
    findings = await refusalsOf(root);
  });

  test.for(together.map(([name, one], number) => [name, one, number] as const))("%s", ([, { says, code }, number]) => {
    const own = findings.filter(({ where }) => where.file === fileOf(number));
    expect(own.map((finding) => format(finding, fileOf(number)))).toEqual(says);
    expect(exitCodeOf(own)).toBe(code);
  });
});

describe.concurrent("weir generate refuses, too,", () => {
  test.for(apart)("%s", async ([, { files, says, code }]) => {
    const findings = await refusalsOf(writeWorkspace({ "clusters/local.yaml": cluster, ...files }));
    expect(findings.map((finding) => format(finding, file))).toEqual(says);
    expect(exitCodeOf(findings)).toBe(code);
  });
});

function fileOf(number: number): string {
  return file.replace("one", `n${number}`);
}

/** All that the program says; makes sure that it says it in the right place, ends as it should and writes nothing. */
async function refusalsOf(root: string): Promise<Finding[]> {
  const before = snapshot(root);
  const { code, stdout, stderr } = await weir(["generate", "--format", "json"], { root });
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  expect({ code, stderr }).toEqual({
    code: exitCodeOf(findings),
    stderr: `${countFindings(findings)}. Nothing was written.\n`,
  });
  expect(snapshot(root)).toEqual(before);
  return findings;
}

function format({ where, id, what }: Finding, file: string): string {
  const place = [where.line, where.column].filter((part) => part !== undefined).join(":");
  const said = `${place} ${id} ${what.replaceAll(file, "environments/one/environment.yaml")}`;
  return where.file === file ? said : `${where.file}${place && ":"}${said}`;
}

describe("weir generate", () => {
  test("tells everything that is wrong, in every file, at once", async () => {
    const root = writeWorkspace({
      "clusters/local.yaml": 'weir: 1\nprovider: plane\nkubernetes: "1.34"\n',
      "environments/a/environment.yaml": `${head}apps: {srs-origin: {version: v6.0-r0, hls: {}}}\nnamespace: A\n`,
      "environments/b/environment.yaml": "\n",
      "environments/c/environment.yaml": `weir: 1\ncluster: elsewhere\n`,
    });
    const { code, stdout, stderr } = await weir(["generate"], { root });
    expect(stdout).toBe("");
    expect(stderr.split("\n").filter((line) => /^\S/.test(line))).toEqual([
      "clusters/local.yaml:2:11  error  settings/value",
      "environments/a/environment.yaml:4:12  error  settings/value",
      "environments/b/environment.yaml:1:1  error  yaml/empty",
      "environments/c/environment.yaml:2:10  error  environment/unknown-cluster",
      "4 errors in 4 files. Nothing was written.",
    ]);
    expect(code).toBe(2);
  });

  test("shows the line with a mark under the value, and hands no control character to the terminal", async () => {
    const root = writeWorkspace({
      "clusters/local.yaml": cluster,
      ...apps(
        `  srs-origin: {version: v6.0-r0, "\\u001b[2J": 1}\n${" ".repeat(2)}srs-edge: {version: 6}  # \u202e\u001b]0;x\u0007\n`,
      ),
    });
    const ran = await weir(["generate"], { root });
    expect(ran.stderr).toBe(`environments/one/environment.yaml:5:29  error  yaml/hidden-character
   3 | apps:
   4 |   srs-origin: {version: v6.0-r0, "\\u001b[2J": 1}
 > 5 |   srs-edge: {version: 6}  # \\u202e\\u001b]0;x\\u0007
     |                             ^
  A character that nobody sees stands here: U+202E.
  Fix: delete it.

environments/one/environment.yaml:5:30  error  yaml/hidden-character
   3 | apps:
   4 |   srs-origin: {version: v6.0-r0, "\\u001b[2J": 1}
 > 5 |   srs-edge: {version: 6}  # \\u202e\\u001b]0;x\\u0007
     |                                   ^
  A character that nobody sees stands here: U+001B.
  Fix: delete it.

environments/one/environment.yaml:5:35  error  yaml/hidden-character
   3 | apps:
   4 |   srs-origin: {version: v6.0-r0, "\\u001b[2J": 1}
 > 5 |   srs-edge: {version: 6}  # \\u202e\\u001b]0;x\\u0007
     |                                             ^
  A character that nobody sees stands here: U+0007.
  Fix: delete it.

3 errors in 1 file. Nothing was written.
`);
  });

  const links: Record<string, [path: string, to: string, says: string]> = {
    "an environment's file": [
      file,
      "environment.yaml",
      `${file}  error  file/outside\n  ${file} is a symbolic link that leads out of the workspace.\n  Fix: put the file itself there.\n`,
    ],
    "a cluster's file": [
      "clusters/local.yaml",
      "local.yaml",
      "clusters/local.yaml  error  file/outside\n  clusters/local.yaml is a symbolic link that leads out of the workspace.\n  Fix: put the file itself there.\n",
    ],
    "an overlay": ["environments/one/srs-origin", "folder", linked("environments/one/srs-origin")],
    "all bases": ["apps", "folder", linked("apps")],
    "weir's own folder": [".weir", "folder", linked(".weir")],
  };

  for (const [name, [path, target, says]] of Object.entries(links)) {
    test(`does not follow ${name} out of the workspace`, async () => {
      const outside = temporaryFolder();
      writeFiles(outside, {
        "environment.yaml": `${head}apps:\n${origin}`,
        "local.yaml": cluster,
        "folder/keep.txt": "x",
      });
      const root = writeWorkspace({ "clusters/local.yaml": cluster, ...apps(origin) });
      rmSync(join(root, path), { recursive: true, force: true });
      symlinkSync(join(outside, target), join(root, path));
      const [before, around] = [snapshot(root), snapshot(outside)];
      const ran = await weir(["generate"], { root });
      expect(ran.stderr).toBe(`${says}\n1 error in 1 file. Nothing was written.\n`);
      expect([1, 2]).toContain(ran.code);
      expect(snapshot(root)).toEqual(before);
      expect(snapshot(outside)).toEqual(around);
    });
  }

  test("leaves nothing behind where there was nothing", async () => {
    const root = temporaryFolder();
    expect(await weir(["generate"], { root })).toEqual({
      code: 2,
      signal: null,
      stdout: "",
      stderr: `environments  error  environment/none
  There are no environments here.
  Fix: create environments/<name>/environment.yaml, or name the workspace with --root.

1 error in 1 file. Nothing was written.
`,
    });
    expect(listAll(root)).toEqual([]);
    expect(existsSync(join(root, ".weir"))).toBe(false);
  });
});

function linked(path: string): string {
  return `${path}  error  files/symbolic-link\n  ${path} is a symbolic link.\n  What is generated there could end up outside of the workspace.\n  Fix: put a real folder or file in its place, or remove it.\n`;
}
