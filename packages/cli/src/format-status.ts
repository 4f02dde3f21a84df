import { formatReplicas, type Row } from "@weir/report/summary";
import type { Status } from "@weir/workflows/status";
import { formatTable } from "./format-table.ts";

const header = ["app", "track", "version", "replicas", "new connections", "objects", "checks"];

/** The table of what runs where: an environment a block, a workload a line; the same columns in every block. */
export function formatStatus(statuses: readonly Status[]): string {
  const blocks = statuses.map(({ summary, fresh }) => [
    header,
    ...summary.rows.map((row, index) => cellsOf(row, summary.rows[index - 1], fresh)),
  ]);
  const lines = formatTable(blocks.flat(), { right: [3, 4, 5] }).split("\n");
  let at = 0;
  return statuses
    .map(({ summary }, index) => {
      const title = `${summary.environment}   ${summary.cluster}   ${summary.namespace}`;
      const from = at;
      at += blocks[index]?.length ?? 0;
      return [title, ...lines.slice(from, at), ""].join("\n");
    })
    .join("\n");
}

function cellsOf(row: Row, above: Row | undefined, fresh: boolean): string[] {
  return [
    above?.app === row.app ? "" : row.app,
    row.track ?? "–",
    row.version ?? "–",
    row.schedule ?? formatReplicas(row) ?? "–",
    row.share === undefined ? "–" : `${Math.round(row.share * 100)} %`,
    String(row.objects),
    fresh ? "✓" : "run weir generate",
  ];
}
