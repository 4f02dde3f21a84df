import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { installFolder } from "@weir/workflows/install";
import { articles } from "./coverage/articles.ts";
import { formatCoverage } from "./coverage/format-coverage.ts";

// Writes docs/coverage.md; the tests say whether it is up to date and what it names exists.
writeFileSync(join(installFolder, "docs/coverage.md"), formatCoverage(articles));
