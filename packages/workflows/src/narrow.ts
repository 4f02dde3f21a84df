import { type Finding, FindingsError } from "@weir/finding/finding";
import { suggest } from "@weir/finding/suggest";
import type { RenderedEnvironment } from "./render.ts";

/**
 * Only the apps that were named, of environments that were named with an app: `srs-prod/srs-edge`.
 *
 * @throws {FindingsError} for an app that the environment does not have
 */
export function narrow(rendered: readonly RenderedEnvironment[], names: readonly string[]): RenderedEnvironment[] {
  return rendered.map((one) => {
    const { name } = one.environment;
    const apps = names.filter((word) => word.startsWith(`${name}/`)).map((word) => word.slice(name.length + 1));
    const known = one.model.apps.map(({ app }) => app);
    const unknown = apps.filter((app) => !known.includes(app));
    if (unknown.length > 0) throw new FindingsError(unknown.map((app) => unknownApp(one, app, known)));
    if (apps.length === 0 || names.includes(name)) return one;
    return { ...one, model: { ...one.model, apps: one.model.apps.filter(({ app }) => apps.includes(app)) } };
  });
}

function unknownApp({ environment }: RenderedEnvironment, app: string, known: readonly string[]): Finding {
  const close = suggest(app, known);
  return {
    id: "environment/unknown-app",
    severity: "error",
    where: environment.locate(["apps"]),
    what: `${environment.name} has no app ${JSON.stringify(app)}; it has ${known.join(", ")}.`,
    ...(close && { fix: `did you mean ${environment.name}/${close}?` }),
  };
}
