import { parseSync, Visitor } from "rolldown/utils";

export interface Import {
  /** What stands between the quotes; undefined where it is computed. */
  readonly from: string | undefined;
  /** Whether Node never sees it. `import { type A }` is not: it still loads the module. */
  readonly typeOnly: boolean;
  readonly line: number;
}

/**
 * Everything that a TypeScript file imports: `import`, `export … from`, `import()`, `import("…").Type`, `require()`.
 *
 * @throws {SyntaxError} when the file cannot be parsed
 */
export function readImports(file: string, source: string): Import[] {
  const { program, errors } = parseSync(file, source);
  if (errors[0]) throw new SyntaxError(errors[0].message);
  const imports: Import[] = [];
  const add = (node: { start: number }, from: unknown, typeOnly: boolean) =>
    imports.push({ from: textOf(from), typeOnly, line: source.slice(0, node.start).split("\n").length });
  new Visitor({
    ImportDeclaration: (node) => add(node, node.source, node.importKind === "type"),
    ExportAllDeclaration: (node) => add(node, node.source, node.exportKind === "type"),
    ExportNamedDeclaration: (node) => node.source && add(node, node.source, node.exportKind === "type"),
    ImportExpression: (node) => add(node, node.source, false),
    TSImportType: (node) => add(node, node.source, true),
    CallExpression: (node) => {
      if (node.callee.type === "Identifier" && node.callee.name === "require") add(node, node.arguments[0], false);
    },
  }).visit(program);
  return imports;
}

/** The text of a literal, in quotes or backquotes; undefined for anything computed. */
function textOf(node: unknown): string | undefined {
  const { type, value, quasis } = node as { type: string; value: unknown; quasis: { value: { cooked: string } }[] };
  if (type === "Literal" && typeof value === "string") return value;
  return type === "TemplateLiteral" && quasis.length === 1 ? quasis[0]?.value.cooked : undefined;
}
