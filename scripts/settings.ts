import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { providers } from "@weir/providers/providers";
import { installFolder } from "@weir/workflows/install";
import { loadRegistry } from "@weir/workflows/registry";
import { formatPages } from "./settings/pages.ts";

// Writes docs/settings; the tests say whether it is up to date.
const folder = join(installFolder, "docs/settings");
const apps = await Promise.all([...loadRegistry()].map(async ([name, load]) => [name, await load()] as const));
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [file, text] of formatPages(new Map(apps), providers)) writeFileSync(join(folder, file), text);
