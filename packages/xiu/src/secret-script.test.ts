import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseConfig } from "./parse-config.ts";
import { renderConfig } from "./render-config.ts";
import { originConfig } from "./roles.ts";
import { secretScript } from "./secret-script.ts";
import { parseVersion } from "./versions.ts";

const version = parseVersion("0.14.0");
const config = originConfig({
  version,
  gopNum: 1,
  logLevel: "info",
  auth: { publish: true, play: [], algorithm: "simple" },
});
const hasBash = spawnSync("bash", ["-c", "((BASH_VERSINFO[0] > 3))"]).status === 0;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "secret-"));
  writeFileSync(join(folder, "secret.sh"), secretScript);
  writeFileSync(join(folder, "config.toml"), renderConfig(config));
});
afterEach(() => rmSync(folder, { recursive: true }));

function complete(needed: string, secrets: Record<string, string>) {
  const env = { PATH: process.env.PATH, LANG: "en_US.UTF-8", ...secrets };
  const args = ["secret.sh", "config.toml", "whole.toml", needed];
  const { status, stdout, stderr } = spawnSync("bash", args, { cwd: folder, env, encoding: "utf8" });
  return { status, output: stdout + stderr };
}

describe.skipIf(!hasBash)("secret.sh", () => {
  test("adds what tokens are made of, for nobody else to read", () => {
    const secrets = { KEY: "K-1", PASSWORD: "a.b_c~9", PUSH_PASSWORD: "other" };
    expect(complete("PASSWORD", secrets)).toEqual({ status: 0, output: "" });
    const whole = join(folder, "whole.toml");
    const authsecret = { key: "K-1", password: "a.b_c~9", push_password: "other" };
    expect(parseConfig(readFileSync(whole, "utf8"), version)).toEqual({
      config: { ...config, authsecret },
      problems: [],
    });
    expect(statSync(whole).mode & 0o777).toBe(0o600);
  });

  test("leaves empty what is not needed", () => {
    expect(complete("KEY", { KEY: "k" })).toEqual({ status: 0, output: "" });
    expect(readFileSync(join(folder, "whole.toml"), "utf8")).toBe(
      `${renderConfig(config)}\n[authsecret]\nkey = "k"\npassword = ""\n`,
    );
  });

  test.each([
    ["KEY", { PASSWORD: "p" }, "key"],
    ["PASSWORD", { KEY: "k", PASSWORD: "" }, "password"],
  ])("says that %s is missing", (needed, secrets, key) => {
    expect(complete(needed, secrets)).toEqual({
      status: 1,
      output: `weir: The Secret has no ${key}, of which tokens are made. Add it to the Secret.\n`,
    });
  });

  test.each(['a"b', "a\nb", "a\\b", "a b", "a$b", "a&b", "a#b", "ä", "a\n", "]"])("refuses %j", (bad) => {
    const refused = (key: string) => ({
      status: 1,
      output: `weir: The Secret's ${key} may hold letters, digits and - . _ ~ only: it is part of URLs. Choose another.\n`,
    });
    expect(complete("PASSWORD", { PASSWORD: bad })).toEqual(refused("password"));
    expect(complete("PASSWORD", { PASSWORD: "good", PUSH_PASSWORD: bad })).toEqual(refused("push_password"));
  });
});
