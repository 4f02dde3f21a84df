import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { installFolder } from "@weir/workflows/install";
import { edit, small, temporaryFolder, writeWorkspace } from "@weir/workflows/test-workspace";
import { describe, expect, test } from "vitest";
import { commands } from "./commands.ts";
import { bareEnvironment, generatedWorkspace, run, weir } from "./test-weir.ts";

const program = join(import.meta.dirname, "../bin/weir.js");

describe("a command line that weir cannot run", () => {
  const cases: [words: string[], says: string][] = [
    [
      ["nosuch"],
      'there is no command "nosuch". The commands are: generate, validate, render, show, new, status, doctor.',
    ],
    [
      ["genrate"],
      'there is no command "genrate". Did you mean generate? The commands are: generate, validate, render, show, new, status, doctor.',
    ],
    [
      ["__proto__"],
      'there is no command "__proto__". The commands are: generate, validate, render, show, new, status, doctor.',
    ],
    [["--check"], "options come after the command: weir <command> --check"],
    [
      ["help", "nosuch"],
      'there is no command "nosuch". The commands are: generate, validate, render, show, new, status, doctor.',
    ],
    [["generate", "--chek"], "there is no option --chek. Did you mean --check? See weir generate --help."],
    [["generate", "--check=yes"], "option '--check' does not take an argument. See weir generate --help."],
    [["generate", "--root"], "option '--root <value>' argument missing. See weir generate --help."],
    [["status", "--check"], "there is no option --check. See weir status --help."],
    [["generate", "--format", "yaml"], '--format is pretty or json: "yaml".'],
    [["generate", "--root", "/nosuch/folder"], '--root must be a folder: "/nosuch/folder".'],
    [["generate", "--root", program], `--root must be a folder: "${program}".`],
    [["generate", "--root", ""], '--root must be a folder: "".'],
    [["generate", "-x"], "there is no option -x. See weir generate --help."],
    [["render"], "weir render takes <env> [app]; given: nothing."],
    [["show", "a", "b", "c"], 'weir show takes <env> [path]; given: "a" "b" "c".'],
    [["doctor", "now"], 'weir doctor takes no words; given: "now".'],
  ];

  test.for(cases)("%j is told what is wrong with it", async ([words, says], { expect }) => {
    expect(await weir(words)).toEqual({ code: 2, signal: null, stdout: "", stderr: `weir: ${says}\n` });
  });

  for (const [words, end] of [
    [["generate", "on"], " Nothing was written."],
    [["validate", "on"], ""],
    [["validate", "on/srs-origin"], ""],
    [["render", "on"], ""],
    [["show", "on"], ""],
    [["status", "on"], ""],
  ] as const) {
    test(`${words.join(" ")} names an environment that is not there`, async () => {
      const root = writeWorkspace(small);
      expect(await weir(words, { root })).toEqual({
        code: 2,
        signal: null,
        stdout: "",
        stderr: `environments  error  environment/unknown
  There is no environment "on"; there are one.
  Fix: did you mean one?

1 error in 1 file.${end}
`,
      });
    });
  }

  test("generate takes whole environments, by name or by folder", async () => {
    const root = await generatedWorkspace(small);
    expect((await weir(["generate", "one/srs-origin"], { root })).stderr).toContain(
      'There is no environment "one/srs-origin"; there are one.',
    );
    expect((await weir(["generate", "environments/one/"], { root })).code).toBe(0);
  });
});

describe("what weir prints", () => {
  test("is, with --format json, JSON on stdout and nothing else, whatever happens", async () => {
    const root = await generatedWorkspace(small);
    const words = [["generate"], ["generate", "--check"], ["validate"], ["status"], ["show", "one"], ["render", "one"]];
    for (const command of [...words, ["doctor"]]) {
      const { code, stdout, stderr } = await weir([...command, "--format", "json"], { root });
      expect({ command, code, stderr }).toEqual({ command, code: 0, stderr: "" });
      expect(typeof JSON.parse(stdout)).toBe("object");
    }
    edit(root, "environments/one/environment.yaml", "v6.0-r0", "v9.0-r0");
    for (const command of words.filter(([name]) => name !== "show")) {
      const { code, stdout } = await weir([...command, "--format", "json"], { root });
      const { findings } = JSON.parse(stdout);
      expect({ command, code, ids: findings.map(({ id }: { id: string }) => id) }).toEqual({
        command,
        code: 1,
        ids: ["srs/unknown-version"],
      });
    }
  });

  test("is cut off without a word by a reader that has seen enough", () => {
    const shell = (line: string) =>
      spawnSync("/bin/sh", ["-c", line], {
        encoding: "utf8",
        env: { ...bareEnvironment(), W: program, N: process.execPath },
      });
    expect(shell('"$N" "$W" --help | head -1; "$N" "$W" --help | true')).toMatchObject({
      stdout: "weir: live-streaming servers on Kubernetes, from one file per environment.\n",
      stderr: "",
      status: 0,
    });
    // Closed from the beginning, the exit code still says what happened.
    expect(shell('"$N" "$W" --help >&-; echo $?')).toMatchObject({ stdout: "0\n", stderr: "" });
  });

  test("has no colours in a pipe", async () => {
    const root = broken();
    const { stderr } = await weir(["generate"], { root, env: { FORCE_COLOR: "1" } });
    expect(stderr).not.toContain("\u001b");
  });

  const onTerminal = existsSync("/usr/bin/script") ? test : test.skip;

  onTerminal("has colours on a terminal", () => {
    expect(terminal(broken(), {})).toContain("\u001b[31merror\u001b[0m");
  });

  onTerminal("has none with NO_COLOR or on a dumb terminal", () => {
    for (const env of [{ NO_COLOR: "1" }, { TERM: "dumb" }]) {
      expect(terminal(broken(), env)).not.toContain("\u001b[31m");
    }
  });

  onTerminal("says on a terminal what is being done, and takes it away again", () => {
    const shown = terminal(writeWorkspace(small), {});
    expect(shown).toContain("rendering one …\r\u001b[K");
    expect(shown).toContain("proving with kustomize, validating with kubeconform …\r\u001b[Kwrote    apps/");
  });
});

describe("a fault of weir itself", () => {
  test("is owned up to in one line, with a stack trace on request only", async () => {
    const root = writeWorkspace(small);
    // No input brings one about, as far as anybody knows.
    const node = ["--import", 'data:text/javascript,JSON.stringify = () => { throw new Error("out of order"); };'];
    const plain = await weir(["show", "one", "--format", "json"], { root, node });
    expect(plain).toEqual({
      code: 3,
      signal: null,
      stdout: "",
      stderr:
        "weir: this is a fault of weir itself, please report it: out of order\nWEIR_DEBUG=1 shows where it happened.\n",
    });
    const loud = await weir(["show", "one", "--format", "json"], { root, node, env: { WEIR_DEBUG: "1" } });
    expect(loud.stderr).toMatch(/out of order\nError: out of order\n {4}at /);
  });
});

describe("weir --help", () => {
  test("lists every command in one line that fits a terminal", async () => {
    const { code, stdout, stderr } = await weir(["--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe(`weir: live-streaming servers on Kubernetes, from one file per environment.

Usage: weir <command> [words] [options]

  generate [env…] [--check] [--force]   Write what environment.yaml asks for, proven by kustomize and valid
  validate [env[/app]…]                 Prove that the overlays on disk give the model, and that it is valid
  render <env> [app]                    Print the manifests, byte for byte as kustomize builds them
  show <env> [path]                     Show every value, and the file and line that says so
  new <env> --from <example>            Begin an environment from an example
  status [env…]                         Show what runs where: versions, replicas, shares of new connections
  doctor                                Show the programs that weir needs, and how to get one that is missing

Exit codes:
  0 fine   1 findings or drift   2 wrong usage or unreadable input   3 a tool is missing or failed

Environment:
  WEIR_TOOLS     the folder of kustomize and kubeconform (default: .weir/tools where weir is installed)
  WEIR_TIMEOUT   seconds that one run of a tool may take (default: 60)
  NO_COLOR       set to anything: no colours

weir <command> --help shows a command's options and examples.
`);
    for (const words of [[], ["help"], ["-h"]]) expect((await weir(words)).stdout).toBe(stdout);
  });

  test("has a file for every command, and a command for every file", () => {
    const files = readdirSync(join(import.meta.dirname, "commands"))
      .filter((file) => !file.endsWith(".test.ts"))
      .map((file) => file.replace(/\.ts$/, ""));
    expect(Object.keys(commands).sort()).toEqual(files.sort());
  });

  test("shows a command's options and examples", async () => {
    const { code, stdout } = await weir(["generate", "--help"]);
    expect(code).toBe(0);
    expect(stdout).toBe(`weir generate [env…] [--check] [--force]

Write what environment.yaml asks for, proven by kustomize and valid

Options:
  --check           write nothing; exit 1 when a generated file is not what it should be
  --force           overwrite generated files that somebody edited by hand
  --root <folder>   the workspace (default: the nearest folder above that holds environments)
  --format <form>   pretty (default) or json
  --help, -h        how to use the command

Examples:
  weir generate            every environment; what has not changed costs nothing
  weir generate srs-prod   one environment
  weir generate --check    in CI: is everything in git up to date?
`);
    for (const words of [
      ["help", "generate"],
      ["generate", "-h"],
      ["generate", "one", "--help"],
    ]) {
      expect((await weir(words)).stdout).toBe(stdout);
    }
  });

  test("has an example for every command that the command accepts", async () => {
    const { parseCall } = await import("./parse-call.ts");
    for (const load of Object.values(commands)) {
      const { command } = await load();
      expect(command.examples.length).toBeGreaterThan(0);
      for (const example of command.examples) {
        const [weir, name, ...words] = example.command.split(" | ")[0]?.split(" ") ?? [];
        expect([weir, name]).toEqual(["weir", command.name]);
        const io = { out: () => {}, err: () => {}, progress: () => {}, color: false };
        expect(parseCall(command, words, io).words.length).toBeLessThanOrEqual(words.length);
      }
    }
  });

  test("gives the version alone", async () => {
    const { version } = JSON.parse(readFileSync(join(installFolder, "package.json"), "utf8"));
    expect((await weir(["--version"])).stdout).toBe(`weir ${version}\n`);
  });
});

const old = ["/usr/bin/node", "/usr/local/bin/node"].find(
  (path) => existsSync(path) && Number(spawnSync(path, ["--version"], { encoding: "utf8" }).stdout.slice(1, 3)) < 22,
);

test.skipIf(!old)("weir started with an older Node goes on with the Node that it brought along", async () => {
  const fine = await run(old as string, [program, "--version"], { env: bareEnvironment() });
  expect(fine).toMatchObject({ code: 0, stderr: "" });
  const wrong = await run(old as string, [program, "nosuch"], { env: bareEnvironment() });
  expect(wrong.code).toBe(2);
  const looping = await run(old as string, [program, "--version"], { env: { ...bareEnvironment(), WEIR_NODE: "x" } });
  expect({ code: looping.code, stderr: looping.stderr.replace(/v\d+\.\d+\.\d+/, "vN") }).toEqual({
    code: 3,
    stderr: "weir needs Node 24; this is vN. Run npm ci in the repository: it brings Node 24 along.\n",
  });
});

/** A workspace with one finding. */
function broken(): string {
  const root = writeWorkspace(small);
  edit(root, "environments/one/environment.yaml", "v6.0-r0", "v9.0-r0");
  return root;
}

/** All that `weir generate` shows on a terminal. */
function terminal(root: string, env: Record<string, string>): string {
  const command = `"${process.execPath}" "${program}" generate --root "${root}"`;
  const options = { encoding: "utf8", env: { ...bareEnvironment(), TERM: "xterm", ...env } } as const;
  return spawnSync("/usr/bin/script", ["-q", "-e", "-c", command, join(temporaryFolder(), "log")], options).stdout;
}
