import type { App } from "@weir/app/app";
import type { Provider } from "@weir/app/provider";
import { generatedBy } from "@weir/kubernetes/generated";
import { type ZodType, z } from "zod";
import { clusterSchema, environmentSchema } from "./environment-schema.ts";

type Json = Record<string, unknown>;

/**
 * JSON Schema (draft 7, which editors read best) of environment.yaml: completion, and hover text from descriptions
 * and examples. It requires nothing that a parent may hold; loading does.
 */
export function environmentJsonSchema(
  apps: ReadonlyMap<string, App>,
  providers: Readonly<Record<string, Provider>>,
): Json {
  return { ...head, ...relax(jsonOf(wholeEnvironment(apps, providers))), required: ["weir"] };
}

/** The same of fleets/<name>.yaml: no versions, no replicas and no namespace. */
export function fleetJsonSchema(apps: ReadonlyMap<string, App>, providers: Readonly<Record<string, Provider>>): Json {
  const schema = relax(jsonOf(wholeEnvironment(apps, providers)));
  const { namespace, ...properties } = schema.properties as Json;
  return {
    ...head,
    ...schema,
    properties: { ...properties, apps: withoutReleases(properties.apps) },
    required: ["weir"],
  };
}

/** The same of clusters/<name>.yaml. */
export function clusterJsonSchema(providers: Readonly<Record<string, Provider>>): Json {
  return { ...head, ...jsonOf(clusterSchema(Object.keys(providers))) };
}

const head = { $comment: generatedBy };

function wholeEnvironment(apps: ReadonlyMap<string, App>, providers: Readonly<Record<string, Provider>>): ZodType {
  const absent = z.literal("absent").meta({ description: "Removes an app that a parent has." });
  return environmentSchema({
    apps: new Map(
      [...apps].map(([name, app]) => [name, z.union([app.settings, absent]).meta({ description: app.summary })]),
    ),
    address: z.union(Object.values(providers).map(({ address }) => address)),
    providers: Object.keys(providers),
  });
}

function jsonOf(schema: ZodType): Json {
  return z.toJSONSchema(schema, {
    io: "input",
    target: "draft-07",
    unrepresentable: "any",
    override: ({ jsonSchema }) => tidy(jsonSchema),
  }) as Json;
}

/** Leaves out what only says how far JavaScript counts. */
function tidy(schema: Json): void {
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
}

/** Nothing is required, but in lists: those replace a parent's and so are whole. */
function relax(schema: Json): Json {
  const { required, ...rest } = schema;
  return mapSchemas(rest, relax);
}

function withoutReleases(schema: unknown): Json {
  const { properties, ...rest } = mapSchemas(schema as Json, withoutReleases);
  if (!properties) return rest;
  const { version, replicas, ...others } = properties as Json;
  return { ...rest, properties: others };
}

/** The schemas directly below one, changed; those of lists as they are. */
function mapSchemas(schema: Json, change: (schema: Json) => Json): Json {
  const mapped = Object.entries(schema).map(([key, value]): [string, unknown] => {
    if (key === "properties") {
      return [
        key,
        Object.fromEntries(Object.entries(value as Json).map(([name, each]) => [name, change(each as Json)])),
      ];
    }
    if (key === "additionalProperties" && typeof value === "object") return [key, change(value as Json)];
    if (key === "anyOf" || key === "allOf" || key === "oneOf") return [key, (value as Json[]).map(change)];
    return [key, value];
  });
  return Object.fromEntries(mapped);
}
