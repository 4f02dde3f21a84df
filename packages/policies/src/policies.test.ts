import { existsSync, globSync } from "node:fs";
import { expect, test } from "vitest";
import { checkModel } from "./check-model.ts";
import { policies } from "./policies.ts";
import { deployment, service, testModel } from "./test-model.ts";

const folder = import.meta.dirname;

test("every policy is in the file that its id names, with a test beside it, and is listed", () => {
  const files = globSync("*/*.ts", { cwd: folder }).filter(
    (file) => !file.endsWith(".test.ts") && !file.endsWith("port-of.ts"),
  );
  expect(policies.map(({ id }) => `${id}.ts`)).toEqual(files.sort());
  for (const { id } of policies) expect(existsSync(`${folder}/${id}.test.ts`), id).toBe(true);
});

test("what an app makes of mistakes that it found itself is no finding of its own", () => {
  const lonely = service("s", { app: "b" }, []);
  const model = testModel({ "srs-edge": [lonely], "srs-origin": [lonely] });
  expect(checkModel(model, new Set(["srs-origin"])).map(({ id, what }) => `${id} ${what}`)).toEqual([
    "selectors/matching-selectors srs-edge: Service s selects no pod: app=b.",
  ]);
  expect(checkModel(model, new Set(["srs-edge", "srs-origin"]))).toEqual([]);
});

test("a finding names the app, the object, what is wrong, what viewers feel and the fix", () => {
  expect(
    checkModel(testModel({ "srs-edge": [deployment("d", { app: "a" }), service("s", { app: "b" }, [])] })),
  ).toEqual([
    {
      id: "selectors/matching-selectors",
      severity: "error",
      where: { file: "environments/srs-test/environment.yaml", line: 1, column: 1 },
      what: "srs-edge: Service s selects no pod: app=b.",
      why: "A Service without pods refuses every viewer; a budget or a policy without pods protects nothing.",
      fix: "give the pods the labels that it selects, or select the labels that they have.",
    },
  ]);
});
