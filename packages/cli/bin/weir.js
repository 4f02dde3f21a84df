#!/usr/bin/env node
import { existsSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";

// The sources are TypeScript, which Node runs from 22.18 on. The workspace brings its own Node.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major > 22 || (major === 22 && minor >= 18)) {
  module.enableCompileCache(fileURLToPath(new URL("../../../node_modules/.cache/weir", import.meta.url)));
  const { main } = await import("../src/main.ts");
  // Without waiting for programs that still run: where one has failed, the others' answers are of no use.
  process.exit(await main(process.argv.slice(2)));
} else {
  const node = fileURLToPath(new URL("../../../node_modules/.bin/node", import.meta.url));
  if (!existsSync(node) || process.env.WEIR_NODE) {
    console.error(
      `weir needs Node 24; this is ${process.version}. Run npm ci in the repository: it brings Node 24 along.`,
    );
    process.exitCode = 3;
  } else {
    const { spawnSync } = await import("node:child_process");
    const { status, signal } = spawnSync(node, process.argv.slice(1), {
      stdio: "inherit",
      env: { ...process.env, WEIR_NODE: node },
    });
    process.exitCode = status ?? (signal ? 130 : 3);
  }
}
