import { expect, test } from "vitest";
import {
  type CustomResource,
  convertCustomResource,
  convertDefinition,
  type Definitions,
  type OpenApi,
} from "./convert.ts";

const known = { group: "apps", version: "v1", kind: "Thing" };

const definitions: Definitions = {
  "io.k8s.api.apps.v1.Thing": {
    type: "object",
    properties: {
      apiVersion: { type: "string" },
      kind: { type: "string" },
      metadata: { $ref: "#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta" },
      port: { $ref: "#/definitions/io.k8s.apimachinery.pkg.util.intstr.IntOrString" },
      limits: { additionalProperties: { $ref: "#/definitions/io.k8s.apimachinery.pkg.api.resource.Quantity" } },
      parts: { type: "array", items: { $ref: "#/definitions/io.k8s.api.apps.v1.Part" } },
    },
  },
  "io.k8s.api.apps.v1.Part": {
    type: "object",
    required: ["name"],
    properties: { name: { type: "string" }, parts: { items: { $ref: "#/definitions/io.k8s.api.apps.v1.Part" } } },
  },
  "io.k8s.apimachinery.pkg.api.resource.Quantity": { type: "string" },
  "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta": { type: "object", properties: { name: { type: "string" } } },
  "io.k8s.apimachinery.pkg.util.intstr.IntOrString": { type: "string" },
  "io.k8s.api.apps.v1.Unused": { type: "object" },
};

function customResource(spec: OpenApi): CustomResource {
  const openAPIV3Schema: OpenApi = {
    type: "object",
    required: ["spec"],
    properties: { apiVersion: { type: "string" }, metadata: { type: "object" }, spec },
  };
  const names = { kind: "Thing" };
  const older = { name: "v1beta1", schema: { openAPIV3Schema: { type: "object" } } };
  const versions = [older, { name: "v1", schema: { openAPIV3Schema } }];
  return { kind: "CustomResourceDefinition", spec: { group: "example.org", names, versions } };
}

function convertSpec(spec: OpenApi) {
  const { $defs, properties } = convertCustomResource(customResource(spec), "v1", definitions).schema;
  return { spec: properties?.spec, $defs };
}

test("keeps a definition and what it refers to, strict, with numbers and quantities as Kubernetes reads them", () => {
  expect(convertDefinition("io.k8s.api.apps.v1.Thing", known, definitions)).toEqual({
    type: "object",
    required: ["apiVersion", "kind", "metadata"],
    properties: {
      apiVersion: { enum: ["apps/v1"] },
      kind: { enum: ["Thing"] },
      metadata: { $ref: "#/$defs/ObjectMeta" },
      port: { $ref: "#/$defs/IntOrString" },
      limits: { additionalProperties: { $ref: "#/$defs/Quantity" } },
      parts: { type: "array", items: { $ref: "#/$defs/Part" } },
    },
    additionalProperties: false,
    $defs: {
      IntOrString: { type: ["integer", "string"] },
      ObjectMeta: { type: "object", properties: { name: { type: "string" } }, additionalProperties: false },
      Part: {
        type: "object",
        required: ["name"],
        properties: { name: { type: "string" }, parts: { items: { $ref: "#/$defs/Part" } } },
        additionalProperties: false,
      },
      Quantity: { type: ["string", "number"], pattern: expect.stringContaining("[KMGTPE]i") },
    },
  });
});

test("states the core group without a slash", () => {
  const schema = convertDefinition("io.k8s.api.apps.v1.Thing", { ...known, group: "" }, definitions);
  expect(schema.properties?.apiVersion).toEqual({ enum: ["v1"] });
});

test("refuses a reference to nothing", () => {
  const broken = { Thing: { properties: { a: { $ref: "#/definitions/Gone" } } } };
  expect(() => convertDefinition("Thing", known, broken)).toThrow("Gone is not defined");
});

test("checks a custom resource's metadata as Kubernetes does", () => {
  const { known, schema } = convertCustomResource(customResource({ type: "object" }), "v1", definitions);
  expect(known).toEqual({ group: "example.org", version: "v1", kind: "Thing" });
  expect(schema).toMatchObject({
    required: ["apiVersion", "kind", "metadata", "spec"],
    properties: { apiVersion: { enum: ["example.org/v1"] }, metadata: { $ref: "#/$defs/ObjectMeta" } },
    additionalProperties: false,
    $defs: { ObjectMeta: { additionalProperties: false } },
  });
});

test("converts the version that is asked for, and refuses one that is not there", () => {
  const convert = (version: string) => convertCustomResource(customResource({ type: "object" }), version, definitions);
  expect(convert("v1beta1").known).toEqual({ group: "example.org", version: "v1beta1", kind: "Thing" });
  expect(convert("v1beta1").schema.properties).not.toHaveProperty("spec");
  expect(() => convert("v2")).toThrow("Thing has no version v2: v1beta1, v1");
});

test("keeps what a custom resource says of its fields", () => {
  const port: OpenApi = { "x-kubernetes-int-or-string": true, pattern: "^a$" };
  const name: OpenApi = { type: "string", nullable: true, enum: ["a"], minLength: 1, maxLength: 9 };
  const count: OpenApi = { type: "integer", minimum: 0, maximum: 65535 };
  const list: OpenApi = { type: "array", minItems: 1, maxItems: 9, items: count };
  const free: OpenApi = { type: "object", properties: { a: {} }, "x-kubernetes-preserve-unknown-fields": true };
  expect(convertSpec({ type: "object", properties: { port, name, list, free } }).spec).toEqual({
    type: "object",
    properties: {
      port: { type: ["integer", "string"], pattern: "^a$" },
      name: { type: ["string", "null"], enum: ["a"], minLength: 1, maxLength: 9 },
      list: { type: "array", minItems: 1, maxItems: 9, items: { type: "integer", minimum: 0, maximum: 65535 } },
      free: { type: "object", properties: { a: {} } },
    },
    additionalProperties: false,
  });
});

test("states once what a custom resource repeats", () => {
  const fields = ["repoURL", "path", "targetRevision", "chart", "ref"].map((name) => [name, { type: "string" }]);
  const source: OpenApi = { type: "object", properties: Object.fromEntries(fields) };
  const other: OpenApi = { type: "object", properties: { ...source.properties, more: { type: "string" } } };
  const nested = { type: "object", properties: { source: other } };
  const { spec, $defs } = convertSpec({
    type: "object",
    properties: {
      source,
      sources: { type: "array", items: source },
      one: nested,
      two: { type: "array", items: nested },
    },
  });
  expect(spec?.properties).toEqual({
    source: { $ref: "#/$defs/source" },
    sources: { type: "array", items: { $ref: "#/$defs/source" } },
    one: { $ref: "#/$defs/one" },
    two: { type: "array", items: { $ref: "#/$defs/one" } },
  });
  expect(Object.keys($defs ?? {})).toEqual(["ObjectMeta", "one", "source", "source2"]);
  expect($defs?.one?.properties).toEqual({ source: { $ref: "#/$defs/source2" } });
  expect($defs?.source?.properties).not.toHaveProperty("more");
  expect($defs?.source2?.properties).toHaveProperty("more");
});
