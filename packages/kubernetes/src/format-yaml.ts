import type { KubernetesObject } from "./object.ts";
import { sortManifests } from "./sort-manifests.ts";
import { sortKeys } from "./yaml-key-order.ts";
import { formatKey, formatString, type Position } from "./yaml-scalar.ts";

/**
 * How a document looks. `people`: keys in the given order, lists indented under their key, one value a line, quoted so
 * that readers of YAML 1.1 and 1.2 agree. `kustomize`: byte for byte what `kustomize build` 5.8.2 prints.
 */
type YamlStyle = "people" | "kustomize";

interface Printer extends Pick<Position, "width" | "quoting"> {
  readonly sorted: boolean;
  /** Columns of a list under the key that holds it. */
  readonly listIndent: number;
}

const printers: Record<YamlStyle, Printer> = {
  people: { sorted: false, listIndent: 2, width: 1 << 30, quoting: "safe" },
  kustomize: { sorted: true, listIndent: 0, width: 80, quoting: "go" },
};

type Fields = Readonly<Record<string, unknown>>;

/**
 * One value as a YAML document. As in JSON, a field that is `undefined` is left out.
 *
 * @throws TypeError for what JSON cannot say either: a function, NaN …
 */
export function formatYaml(value: unknown, { style = "people" }: { style?: YamlStyle } = {}): string {
  return formatNode(value, 0, 0, printers[style]);
}

/** All that one `kustomize build` prints: the objects in its order, each in its style. */
export function formatManifests(objects: readonly KubernetesObject[]): string {
  return sortManifests(objects)
    .map((object) => formatYaml(object, { style: "kustomize" }))
    .join("---\n");
}

/** `indent` is where further lines of a map or list begin; a scalar's begin two columns further. */
function formatNode(value: unknown, indent: number, column: number, printer: Printer): string {
  if (typeof value === "string") {
    return formatString(value, { indent, column, width: printer.width, quoting: printer.quoting });
  }
  if (value === null || typeof value !== "object") return `${formatConstant(value, printer)}\n`;
  if (Array.isArray(value)) return value.length === 0 ? "[]\n" : formatList(value, indent, printer);
  return formatMap(value as Fields, indent, printer);
}

function formatList(items: readonly unknown[], indent: number, printer: Printer): string {
  const margin = " ".repeat(indent);
  let text = "";
  for (const item of items) text += `${text && margin}- ${formatNode(item ?? null, indent + 2, indent + 2, printer)}`;
  return text;
}

function formatMap(fields: Fields, indent: number, printer: Printer): string {
  const margin = " ".repeat(indent);
  const keys = Object.keys(fields);
  let text = "";
  for (const key of printer.sorted ? sortKeys(keys) : keys) {
    const value = fields[key];
    if (value !== undefined) text += (text && margin) + formatField(key, value, indent, printer);
  }
  return text || "{}\n";
}

function formatField(key: string, value: unknown, indent: number, printer: Printer): string {
  const inner = indent + 2;
  if (!fitsOneLine(key)) {
    const margin = " ".repeat(indent);
    return `? ${formatNode(key, inner, inner, printer)}${margin}: ${formatNode(value, inner, inner, printer)}`;
  }
  const name = formatKey(key, printer.quoting);
  if (value === null || typeof value !== "object") {
    return `${name}: ${formatNode(value, inner, indent + name.length + 2, printer)}`;
  }
  const start = indent + (Array.isArray(value) ? printer.listIndent : 2);
  const node = formatNode(value, start, start, printer);
  return node === "{}\n" || node === "[]\n" ? `${name}: ${node}` : `${name}:\n${" ".repeat(start)}${node}`;
}

/** Longer keys and keys of several lines stand behind a question mark (emitterc.go, check_simple_key). */
function fitsOneLine(key: string): boolean {
  return !/[\n\r\x85\u2028\u2029]/.test(key) && (key.length <= 42 || Buffer.byteLength(key) <= 128);
}

function formatConstant(value: unknown, { quoting }: Printer): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number" && Number.isFinite(value)) return formatNumber(value, quoting === "safe" ? ".0" : "");
  throw new TypeError(`YAML has no word for a ${typeof value}: ${String(value)}`);
}

/**
 * As Go writes numbers: whole ones of 64 bits in full, others with an exponent from a million on. YAML 1.1 takes an
 * exponent without a fraction for text, so readers need one: `1.0e+21`.
 */
function formatNumber(value: number, fraction: string): string {
  if (Number.isInteger(value) && value > -(2 ** 63) && value < 2 ** 64) return String(value);
  const [digits, exponent] = value.toExponential().split("e") as [string, string];
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  return `${digits}${digits.includes(".") ? "" : fraction}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}
