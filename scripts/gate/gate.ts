/** One thing that the gate looks at. */
export interface Step {
  readonly name: string;
  /** Told what it is at; never throws for what it finds. */
  readonly run: (progress: (what: string) => void) => Promise<Outcome>;
}

export interface Outcome extends Counts {
  /** Everything a person needs when a step failed, why when it was skipped. */
  readonly output: string;
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Where the gate writes: lines to `out`; `progress` is one line that the next replaces, on a terminal only. */
export interface Screen {
  readonly out: (text: string) => void;
  readonly progress: (text: string) => void;
}

/**
 * Runs all steps, also after one has failed, prints each with its time and ends with `N passed, N failed`.
 *
 * @returns whether nothing failed and something passed
 */
export async function runGate(steps: readonly Step[], screen: Screen): Promise<boolean> {
  const width = Math.max(...steps.map(({ name }) => name.length));
  const outcomes: Outcome[] = [];
  for (const step of steps) {
    const start = Date.now();
    const outcome = await runStep(step, screen, start);
    const head = `${step.name.padEnd(width)}  ${formatOutcome(outcome).padEnd(12)}  ${formatSeconds(start)}`;
    screen.out(
      `${outcome.failed || outcome.skipped ? [head, outcome.output.trim()].filter(Boolean).join("\n") : head}\n`,
    );
    outcomes.push(outcome);
  }
  const sum = (key: keyof Counts) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  const [passed, failed, skipped] = [sum("passed"), sum("failed"), sum("skipped")];
  screen.out(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}\n`);
  return failed === 0 && passed > 0;
}

/** One check, passed or not. */
export function verdict(ok: boolean, output: string): Outcome {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, output };
}

async function runStep(step: Step, { progress }: Screen, start: number): Promise<Outcome> {
  let at = "";
  const show = () => progress(`${step.name}  ${formatSeconds(start)}  ${at}`);
  const timer = setInterval(show, 1000);
  show();
  try {
    return await step.run((what) => {
      at = what;
    });
  } catch (error) {
    return verdict(false, `This step broke down: ${error instanceof Error ? error.stack : error}`);
  } finally {
    clearInterval(timer);
  }
}

function formatOutcome({ passed, failed, skipped }: Counts): string {
  if (failed) return `${failed} FAILED`;
  return passed ? `${passed} passed` : `${skipped} skipped`;
}

function formatSeconds(start: number): string {
  return `${((Date.now() - start) / 1000).toFixed(1)} s`;
}
