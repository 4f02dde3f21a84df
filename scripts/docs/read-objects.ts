import type { KubernetesObject } from "@weir/kubernetes/object";

/** What a page says that an app makes: a kind, and a name in which `<…>` stands for what differs. */
export interface DocumentedObject {
  readonly kind: string;
  /** Left out where somebody chooses all of it. */
  readonly name: string | undefined;
}

/** The objects in the first column of the table below `## What it makes`. */
export function readObjects(page: string): DocumentedObject[] {
  const [, section = ""] = /^## What it makes\n(.*?)^## /ms.exec(page) ?? [];
  return [...section.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/\b([A-Z]\w+)\b((?:,? `[^`]+`)*)/g)].flatMap(([, kind = "", names = ""]) => {
      const named = [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => ({ kind, name }));
      return named.length > 0 ? named : [{ kind, name: undefined }];
    }),
  );
}

export function isDocumentedBy({ kind, metadata }: KubernetesObject, documented: DocumentedObject): boolean {
  if (kind !== documented.kind) return false;
  if (documented.name === undefined) return true;
  const form = documented.name.replace(/<\w+>/g, "[a-z0-9-]+");
  // kustomize puts a hash of the content behind a ConfigMap's name.
  return new RegExp(`^${form}${kind === "ConfigMap" ? "(-[0-9a-z]{10})?" : ""}$`).test(metadata.name);
}
