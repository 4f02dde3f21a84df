import { expect, test } from "vitest";
import { checkArgoCD } from "./check-argocd.ts";

const argocd = { namespace: "argocd" };
const locate = (path: readonly string[]) => ({ file: `environment.yaml ${path.join(".")}` });

test("refuses the namespace that Argo CD runs in and the name of its own project", () => {
  const findings = checkArgoCD({ name: "default", namespace: "argocd" }, argocd, locate);
  expect(findings.map(({ id, where }) => `${id} ${where.file}`)).toEqual([
    "argocd/own-namespace environment.yaml namespace",
    "argocd/default-project environment.yaml ",
  ]);
});

test("accepts any other", () => {
  expect(checkArgoCD({ name: "srs-prod", namespace: "srs-prod-namespace" }, argocd, locate)).toEqual([]);
});
