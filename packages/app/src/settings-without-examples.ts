import type { ZodType } from "zod";
import { definitionOf, type Form, formsOf } from "./walk-schema.ts";

/**
 * What every app's own test asserts to be empty: the settings that lack a description (the editor's hover text) or
 * two valid examples (for people and for probes), each as a sentence.
 */
export function settingsWithoutExamples(settings: ZodType): string[] {
  return complaintsAbout(settings, "");
}

function complaintsAbout(schema: ZodType, path: string, outer?: Form): string[] {
  const forms = formsOf(schema, outer && { ...outer, examples: [] });
  const invalid = new Set(
    forms.flatMap(({ examples }) => examples).filter((example) => !schema.safeParse(example).success),
  );
  return [
    ...(path !== "" && forms.some(({ description }) => !description) ? [`${path} has no description`] : []),
    ...[...invalid].map((example) => `${path} has an example that is not valid: ${JSON.stringify(example)}`),
    ...new Set(forms.flatMap((form) => complaintsAboutForm(form, path))),
  ];
}

function complaintsAboutForm(form: Form, path: string): string[] {
  const def = definitionOf(form.schema);
  switch (def.type) {
    case "object":
      return Object.entries(def.shape).flatMap(([key, field]) =>
        complaintsAbout(field as ZodType, path === "" ? key : `${path}.${key}`),
      );
    case "record":
      return complaintsAbout(def.valueType as ZodType, `${path}.*`, form);
    case "array":
      return complaintsAbout(def.element as ZodType, `${path}[]`, form);
    case "boolean":
    case "enum":
    case "literal":
      return [];
    default:
      return new Set(form.examples).size < 2 ? [`${path} has fewer than two examples`] : [];
  }
}
