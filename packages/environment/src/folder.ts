import { labelForm } from "@weir/app/label-form";
import type { Finding } from "@weir/finding/finding";
import { quote } from "./subject.ts";

/** An environment's folder, before anything in it is read. */
export interface Folder {
  /** `srs-prod` */
  readonly name: string;
  /** Relative to the root: `environments/srs-prod`, `examples/canary`. */
  readonly directory: string;
}

/** Where environments are. */
export const collections = ["environments", "examples"] as const;

const nameForm = labelForm();

/** The folder that a path means, or why it cannot be an environment's. */
export function parseFolder(directory: string): Folder | Finding {
  const slash = directory.indexOf("/");
  const name = directory.slice(slash + 1);
  const form = nameForm.pattern.test(name) ? undefined : nameForm.form;
  if (form === undefined && collections.some((collection) => collection === directory.slice(0, slash))) {
    return { name, directory };
  }
  return {
    id: "environment/folder",
    severity: "error",
    where: { file: JSON.stringify(directory).slice(1, -1) },
    what: `${quote(name)} cannot be an environment: ${form ?? `its folder is not in ${collections.join(" or ")}`}.`,
    fix: "rename the folder, such as environments/srs-prod.",
  };
}
