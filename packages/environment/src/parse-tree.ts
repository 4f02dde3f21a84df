import type { Finding } from "@weir/finding/finding";
import type { ZodType, z } from "zod";
import { explainIssue } from "./explain-issue.ts";
import { dataOf, type Mapping } from "./tree.ts";

/** A tree's data as a schema parses it, or everything that is wrong with it, each at its line. */
export function parseTree<Schema extends ZodType>(
  schema: Schema,
  tree: Mapping,
): { data: z.output<Schema>; findings: [] } | { data: undefined; findings: Finding[] } {
  // An empty message tells explainIssue that the schema's author gave none.
  const parsed = schema.safeParse(dataOf(tree), { error: () => "" });
  if (parsed.success) return { data: parsed.data, findings: [] };
  const findings = parsed.error.issues.flatMap((issue) => explainIssue(issue, { schema, tree }));
  return {
    data: undefined,
    findings: [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()],
  };
}
