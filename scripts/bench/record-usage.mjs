// Preloaded into every measured process (node --import): writes its peak memory on exit.
import { appendFileSync } from "node:fs";

process.on("exit", () => {
  appendFileSync(process.env.BENCH_USAGE, `${process.resourceUsage().maxRSS}\n`);
});
