import { availableParallelism } from "node:os";

export type Tally = { passed: number; failed: number };
export type Step = { name: string; run(): Promise<number | Tally | undefined> };

/**
 * Runs one step after another, and those of a list beside each other, one for each core; a step that tells an
 * exit code, or merely ends, counts as one.
 */
export async function tallySteps(steps: (Step | Step[])[]): Promise<Tally> {
  const tally = { passed: 0, failed: 0 };
  for (const one of steps) {
    const waiting = [one].flat();
    const hand = async () => {
      for (let step = waiting.shift(); step; step = waiting.shift()) {
        const { passed, failed } = await runStep(step);
        tally.passed += passed;
        tally.failed += failed;
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, hand));
  }
  return tally;
}

async function runStep(step: Step): Promise<Tally> {
  const started = Date.now();
  process.stdout.write(`\n▸ ${step.name}\n`);
  const told = await outcome(step);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${told.failed === 0 ? "✔" : "✘"} ${step.name} (${seconds} s)\n`);
  return told;
}

async function outcome(step: Step): Promise<Tally> {
  try {
    const result = await step.run();
    if (typeof result === "object") return result;
    return (result ?? 0) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return { passed: 0, failed: 1 };
  }
}

/** The last line of a run; its exit code is that of a failure also when nothing ran at all. */
export function finish({ passed, failed }: Tally): never {
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}
