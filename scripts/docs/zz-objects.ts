import { readSnippets, completeSnippet } from "./read-snippets.ts";
import { parseFolder } from "@weir/environment/folder";
import { objectsOf } from "@weir/render/model";
import { renderEnvironments } from "@weir/workflows/render";
import { mkdtempSync, mkdirSync, writeFileSync } from "node:fs";
const file = process.argv[2]!, name = process.argv[3] ?? "snippet", only = process.argv[4];
import { readFileSync } from "node:fs";
for (const s of readSnippets(readFileSync(file, "utf8"))) {
  for (const p of ["plain","ack","yandex"]) {
    const root = mkdtempSync("/tmp/h10-");
    mkdirSync(`${root}/environments/${name}`, {recursive: true});
    writeFileSync(`${root}/environments/${name}/environment.yaml`, completeSnippet(s, p));
    try {
      const [r] = await renderEnvironments(root, [parseFolder(`environments/${name}`) as any]);
      console.log(`--- ${file}:${s.line} ${p} ok`);
      for (const w of r!.warnings) console.log("  warn", w.id, w.what);
      for (const a of r!.model.apps) { if (only && a.app !== only) continue; console.log(" ", a.app); for (const o of objectsOf(a.target)) console.log("     ", o.kind, o.metadata.name); for (const n of a.notes) console.log("      note:", n); }
      break;
    } catch (e: any) { console.log(`--- ${file}:${s.line} ${p}`, e.findings ? e.findings.map((f:any)=>`${f.id} ${f.where.line}: ${f.what} ${f.fix}`).join("\n   ") : e); }
  }
}
