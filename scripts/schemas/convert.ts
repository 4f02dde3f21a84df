/** OpenAPI as Kubernetes writes it, as far as it is used here. */
export interface OpenApi {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly nullable?: boolean;
  readonly required?: readonly string[];
  readonly items?: OpenApi;
  readonly properties?: Readonly<Record<string, OpenApi>>;
  readonly additionalProperties?: OpenApi | boolean;
  readonly "x-kubernetes-int-or-string"?: boolean;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
  readonly "x-kubernetes-group-version-kind"?: readonly Known[];
}

export type Definitions = Readonly<Record<string, OpenApi>>;

/** What a manifest states in `apiVersion` and `kind`. */
export interface Known {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** JSON Schema, draft 4 and later. */
export interface Schema {
  $ref?: string;
  type?: string | readonly string[];
  enum?: readonly unknown[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  required?: readonly string[];
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  $defs?: Record<string, Schema>;
}

const objectMeta = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

/** As Kubernetes itself states it where a custom resource has a quantity. */
const quantity: Schema = {
  type: ["string", "number"],
  pattern:
    "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$",
};

/** Where the OpenAPI says string, and means more or less. */
const exceptions: Readonly<Record<string, Schema>> = {
  "io.k8s.apimachinery.pkg.api.resource.Quantity": quantity,
  "io.k8s.apimachinery.pkg.util.intstr.IntOrString": { type: ["integer", "string"] },
};

/** A built-in kind with everything it refers to. */
export function convertDefinition(name: string, known: Known, definitions: Definitions): Schema {
  const { [shorten(name)]: root, ...$defs } = collect(name, definitions);
  return identify({ ...root, $defs: sort($defs) }, known);
}

/**
 * One version of a custom resource's definition. What it repeats (an ApplicationSet: twenty times an Application) is
 * stated once.
 */
export function convertCustomResource(
  { spec }: CustomResource,
  version: string,
  definitions: Definitions,
): { known: Known; schema: Schema } {
  const { kind } = spec.names;
  const found = spec.versions.find(({ name }) => name === version);
  if (!found) throw new Error(`${kind} has no version ${version}: ${spec.versions.map(({ name }) => name).join(", ")}`);
  const known = { group: spec.group, version, kind };
  const { $defs, ...root } = shareRepeated(convert(found.schema.openAPIV3Schema));
  // The definition leaves the metadata to Kubernetes.
  const properties = { ...root.properties, metadata: { $ref: refer(objectMeta) } };
  const all = { ...$defs, ...collect(objectMeta, definitions) };
  return { known, schema: identify({ ...root, properties, $defs: sort(all) }, known) };
}

/** A CustomResourceDefinition, as far as it is used here. */
export interface CustomResource {
  readonly kind: string;
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: OpenApi } }[];
  };
}

/** What JSON Schema says in the same words. */
const keptAsTheyAre = [
  "enum",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "minItems",
  "maxItems",
  "required",
] as const;

/** Strict: where the fields are listed, no others are allowed. No field may be null, unless it says so. */
function convert(open: OpenApi): Schema {
  if (open.$ref) return { $ref: refer(open.$ref.replace("#/definitions/", "")) };
  const schema: Schema = {};
  if (open.type) schema.type = open.nullable ? [open.type, "null"] : open.type;
  if (open["x-kubernetes-int-or-string"]) schema.type = ["integer", "string"];
  for (const keyword of keptAsTheyAre) {
    if (open[keyword] !== undefined) Object.assign(schema, { [keyword]: open[keyword] });
  }
  if (open.items) schema.items = convert(open.items);
  if (open.properties) {
    schema.properties = Object.fromEntries(
      Object.entries(open.properties).map(([key, value]) => [key, convert(value)]),
    );
    if (!open["x-kubernetes-preserve-unknown-fields"]) schema.additionalProperties = false;
  }
  if (typeof open.additionalProperties === "object") schema.additionalProperties = convert(open.additionalProperties);
  return schema;
}

/** A definition and all it refers to, by short name. */
function collect(name: string, definitions: Definitions): Record<string, Schema> {
  const found: Record<string, Schema> = {};
  const visit = (name: string) => {
    if (found[shorten(name)]) return;
    const definition = definitions[name];
    if (!definition) throw new Error(`${name} is not defined`);
    found[shorten(name)] = exceptions[name] ?? convert(definition);
    if (!exceptions[name]) for (const reference of references(definition)) visit(reference);
  };
  visit(name);
  return found;
}

function references(open: OpenApi): string[] {
  if (open.$ref) return [open.$ref.replace("#/definitions/", "")];
  const inner = [open.items, open.additionalProperties, ...Object.values(open.properties ?? {})];
  return inner.flatMap((value) => (typeof value === "object" ? references(value) : []));
}

/** Only what states this kind and version is checked by its schema: file names carry but the first label of the group. */
function identify(schema: Schema, { group, version, kind }: Known): Schema {
  const apiVersion = [group, version].filter(Boolean).join("/");
  const properties = { ...schema.properties, apiVersion: { enum: [apiVersion] }, kind: { enum: [kind] } };
  const required = [...new Set(["apiVersion", "kind", "metadata", ...(schema.required ?? [])])];
  return { ...schema, required, properties };
}

/** Parts that occur more than once become definitions, named after the field where they are first. */
function shareRepeated(root: Schema): Schema {
  const counts = new Map<string, number>();
  const count = (schema: Schema) => {
    const text = JSON.stringify(schema);
    counts.set(text, (counts.get(text) ?? 0) + 1);
    for (const [, part] of parts(schema)) count(part);
  };
  count(root);

  const $defs: Record<string, Schema> = {};
  const names = new Map<string, string>();
  const share = (field: string, schema: Schema): Schema => {
    const text = JSON.stringify(schema);
    if (text.length < 100 || counts.get(text) === 1) return shareParts(schema, field);
    const known = names.get(text);
    if (known) return { $ref: `#/$defs/${known}` };
    let name = field;
    for (let number = 2; $defs[name]; number += 1) name = `${field}${number}`;
    names.set(text, name);
    $defs[name] = {};
    $defs[name] = shareParts(schema, field);
    return { $ref: `#/$defs/${name}` };
  };
  const shareParts = (schema: Schema, field: string): Schema => {
    const shared = { ...schema };
    if (schema.items) shared.items = share(`${field}Item`, schema.items);
    if (typeof schema.additionalProperties === "object") {
      shared.additionalProperties = share(`${field}Value`, schema.additionalProperties);
    }
    if (schema.properties) {
      const fields = Object.entries(schema.properties);
      shared.properties = Object.fromEntries(fields.map(([name, value]) => [name, share(name, value)]));
    }
    return shared;
  };
  return { ...shareParts(root, "root"), $defs };
}

function parts(schema: Schema): [string, Schema][] {
  const { items, additionalProperties, properties = {} } = schema;
  const named: [string, Schema | boolean | undefined][] = [
    ["items", items],
    ["values", additionalProperties],
  ];
  return [...named, ...Object.entries(properties)].filter(
    (part): part is [string, Schema] => typeof part[1] === "object",
  );
}

function refer(name: string): string {
  return `#/$defs/${shorten(name)}`;
}

function shorten(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

function sort($defs: Record<string, Schema>): Record<string, Schema> {
  return Object.fromEntries(Object.entries($defs).sort(([a], [b]) => (a < b ? -1 : 1)));
}
