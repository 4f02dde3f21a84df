import { formatYaml } from "@weir/kubernetes/format-yaml";
import { header } from "@weir/kubernetes/generated";

/** The parts of a kustomization.yaml that this project writes. */
export interface Kustomization {
  readonly namespace?: string;
  readonly namePrefix?: string;
  readonly resources?: readonly string[];
  readonly images?: readonly Image[];
  readonly replicas?: readonly { readonly name: string; readonly count: number }[];
  readonly configMapGenerator?: readonly Generator[];
  readonly labels?: readonly Labels[];
  readonly patches?: readonly PatchFile[];
}

export interface Image {
  readonly name: string;
  readonly tag: string;
  readonly digest: string;
}

export interface Generator {
  readonly name: string;
  /** Whether it takes the place of one that a resource brings. */
  readonly replaces: boolean;
  readonly hash: boolean;
  readonly files: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Labels for all resources, and in the named fields of kinds for what these contain. */
export interface Labels {
  readonly pairs: Readonly<Record<string, string>>;
  readonly fields: readonly { readonly path: string; readonly kind: string }[];
}

export interface PatchFile {
  readonly path: string;
  /** A JSON patch does not say what it is for. */
  readonly target?: { readonly kind: string; readonly name: string };
}

/** A kustomization.yaml: short, one value that people change a line, tags in quotes. */
export function formatKustomization(kustomization: Kustomization): string {
  const { namespace, namePrefix, resources, images, replicas, configMapGenerator, labels, patches } = kustomization;
  const lines = [
    "apiVersion: kustomize.config.k8s.io/v1beta1",
    "kind: Kustomization",
    ...(namespace ? [`namespace: ${block(namespace)}`] : []),
    ...(namePrefix ? [`namePrefix: ${block(namePrefix)}`] : []),
    ...section("resources", resources, (path) => [block(path)]),
    ...section("images", images, ({ name, tag, digest }) => [
      `name: ${block(name)}`,
      ...(tag ? [`newTag: ${quote(tag)}`] : []),
      ...(digest ? [`digest: ${quote(digest)}`] : []),
    ]),
    ...section("replicas", replicas, ({ name, count }) => [`name: ${block(name)}`, `count: ${count}`]),
    ...section("configMapGenerator", configMapGenerator, formatGenerator),
    ...section("labels", labels, ({ pairs, fields }) => [
      `pairs: ${flow(pairs)}`,
      ...section("fields", fields, (field) => [flow(field)]),
    ]),
    ...section("patches", patches, ({ path, target }) => [
      `path: ${block(path)}`,
      ...(target ? [`target: ${flow(target)}`] : []),
    ]),
  ];
  return `${header}${lines.join("\n")}\n`;
}

function formatGenerator({ name, replaces, hash, files, labels, annotations }: Generator): string[] {
  const options = [
    ...(hash ? [] : ["disableNameSuffixHash: true"]),
    ...(labels ? [`labels: ${flow(labels)}`] : []),
    ...(annotations ? [`annotations: ${flow(annotations)}`] : []),
  ];
  return [
    `name: ${block(name)}`,
    ...(replaces ? ["behavior: replace"] : []),
    ...section("files", files, (file) => [block(file)]),
    ...(options.length > 0 ? ["options:", ...options.map((option) => `  ${option}`)] : []),
  ];
}

function section<Item>(name: string, items: readonly Item[] | undefined, format: (item: Item) => string[]): string[] {
  if (!items || items.length === 0) return [];
  return [
    `${name}:`,
    ...items.flatMap((item) => format(item).map((line, index) => `${index === 0 ? "  - " : "    "}${line}`)),
  ];
}

function block(text: string): string {
  return formatYaml(text).trimEnd();
}

function flow(map: Readonly<Record<string, string>>): string {
  const inner = (text: string) => (/^[\w./-]+$/.test(text) ? block(text) : quote(text));
  const entries = Object.entries(map).map(([key, value]) => `${inner(key)}: ${inner(value)}`);
  return `{${entries.join(", ")}}`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
