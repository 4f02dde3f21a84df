import type { Context } from "@weir/app/app";

/** Whether srs-demo publishes to an app of this environment. */
export function isDemoTarget(app: string, { settingsOf }: Context): boolean {
  return (settingsOf("srs-demo") as { readonly publishTo?: string } | undefined)?.publishTo === app;
}
