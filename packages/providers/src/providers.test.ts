import { globSync } from "node:fs";
import { basename } from "node:path";
import { expect, test } from "vitest";
import { providers } from "./providers.ts";

/** What is in this folder and no provider. */
const others = ["providers", "web-address"];

test("lists every file of this folder that is a provider, under the file's name", () => {
  const files = globSync("*.ts", { cwd: import.meta.dirname })
    .map((file) => basename(file, ".ts"))
    .filter((file) => !file.endsWith(".test") && !others.includes(file));
  expect(Object.keys(providers)).toEqual(files.sort());
  for (const [name, provider] of Object.entries(providers)) expect(provider.name).toBe(name);
});
