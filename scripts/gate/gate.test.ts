import { expect, test } from "vitest";
import { runGate, type Step, verdict } from "./gate.ts";

/** What the gate prints, times left out, and whether it is content. */
async function gate(...steps: Step[]): Promise<{ ok: boolean; printed: string }> {
  let printed = "";
  const ok = await runGate(steps, { out: (text) => (printed += text), progress: () => {} });
  return { ok, printed: printed.replace(/ +\d+\.\d s$/gm, "") };
}

const passes: Step = { name: "types", run: async () => verdict(true, "not shown") };
const fails: Step = { name: "lint", run: async () => verdict(false, "a.ts:1 is wrong\n") };
const skips: Step = {
  name: "workflows",
  run: async () => ({ passed: 0, failed: 0, skipped: 1, output: "Not checked: no Go" }),
};

test("says nothing but the counts of what passes", async () => {
  expect(await gate(passes)).toEqual({ ok: true, printed: "types  1 passed\n1 passed, 0 failed\n" });
});

test("shows all that a failed step printed, and runs the steps after it", async () => {
  expect(await gate(fails, passes)).toEqual({
    ok: false,
    printed: "lint   1 FAILED\na.ts:1 is wrong\ntypes  1 passed\n1 passed, 1 failed\n",
  });
});

test("says aloud what it left out", async () => {
  expect(await gate(passes, skips)).toEqual({
    ok: true,
    printed: "types      1 passed\nworkflows  1 skipped\nNot checked: no Go\n1 passed, 0 failed, 1 skipped\n",
  });
});

test("counts a step that breaks down as a failure", async () => {
  const breaks: Step = {
    name: "tests",
    run: async () => {
      throw "out of memory";
    },
  };
  expect(await gate(breaks, passes)).toEqual({
    ok: false,
    printed: "tests  1 FAILED\nThis step broke down: out of memory\ntypes  1 passed\n1 passed, 1 failed\n",
  });
});

test("is not content when nothing was checked", async () => {
  expect((await gate(skips)).ok).toBe(false);
});
