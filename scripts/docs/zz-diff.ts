import { parseFolder } from "@weir/environment/folder";
import { objectsOf } from "@weir/render/model";
import { renderEnvironments } from "@weir/workflows/render";
import { mkdtempSync, mkdirSync, writeFileSync } from "node:fs";
async function load(text: string) {
  const root = mkdtempSync("/tmp/h10-");
  mkdirSync(`${root}/environments/snippet`, {recursive: true});
  writeFileSync(`${root}/environments/snippet/environment.yaml`, text.startsWith("weir") ? text : `weir: 1\ncluster: {provider: plain, kubernetes: "1.34", nodes: {count: 3, cpu: 4, memory: 8Gi, drain: 30m}}\n${text}`);
  const [r] = await renderEnvironments(root, [parseFolder(`environments/snippet`) as any]);
  return new Map(r!.model.apps.flatMap((a) => objectsOf(a.target).map((o) => [`${a.app} ${o.kind} ${o.metadata.name.replace(/-[0-9a-z]{10}$/, (h: string) => o.kind === "ConfigMap" ? "" : h)}`, o] as const)));
}
const cases: [string, string, string][] = JSON.parse(await new Response(process.stdin as any).text());
for (const [title, a, b] of cases) {
  try {
    const [before, after] = [await load(a), await load(b)];
    console.log(`== ${title}`);
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      const [x, y] = [before.get(key) as any, after.get(key) as any];
      if (!x) console.log("  +", key); else if (!y) console.log("  -", key);
      else if (JSON.stringify(x) !== JSON.stringify(y)) console.log("  ~", key, x.spec?.template ? (JSON.stringify(x.spec.template) === JSON.stringify(y.spec.template) ? "(pods stay)" : "(PODS RESTART)") : "");
    }
  } catch (e: any) { console.log(`== ${title}`, e.findings ? e.findings.map((f: any) => `${f.id}: ${f.what} ${f.fix}`).join("\n") : e); }
}
