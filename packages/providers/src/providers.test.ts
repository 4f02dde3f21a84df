import { globSync } from "node:fs";
import { basename } from "node:path";
import type { Provider } from "@weir/app/provider";
import { formsAt } from "@weir/app/walk-schema";
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

test.each(["ack", "plain"])("shows by examples what a certificate of %s is, and takes them", (name) => {
  const [form] = formsAt((providers[name] as Provider).address, ["certificate"]);
  expect(form?.examples).toEqual([{ secretName: "web-tls" }, { secretName: "example-org" }]);
  for (const example of form?.examples ?? []) expect(form?.schema.parse(example)).toEqual(example);
});
