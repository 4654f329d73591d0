import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { checkout } from "./postgres-home.ts";
import { run } from "./programs.ts";
import type { Tally } from "./steps.ts";

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { name: string; status: string; assertionResults: unknown[] }[];
};

export const kinds = ["unit", "contract", "integration", "judges", "simulation", "e2e"] as const;
export type Kind = (typeof kinds)[number];

/**
 * Runs kinds of tests and counts them; a file that could not be loaded and a kind without a test count as
 * failures.
 */
export async function runTests(wanted: readonly Kind[]): Promise<Tally> {
  const file = join(checkout, "test-results", "vitest.json");
  rmSync(dirname(file), { recursive: true, force: true });
  mkdirSync(dirname(file), { recursive: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const code = await run("vitest", ["run", ...wanted.map((kind) => `--project=${kind}`), ...reporters]);
  const report: Report = JSON.parse(readFileSync(file, "utf8"));
  const empty = wanted.filter((kind) => !report.testResults.some((result) => kindOf(result.name) === kind));
  for (const kind of empty) process.stdout.write(`No ${kind} test ran.\n`);
  const broken = report.testResults.filter(
    (result) => result.status === "failed" && result.assertionResults.length === 0,
  );
  const failed = report.numFailedTests + broken.length + empty.length;
  // An error outside of any test, such as an unhandled rejection, shows in the exit code alone.
  return { passed: report.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}

function kindOf(file: string): Kind {
  const [top, folder] = relative(checkout, file).split(/[\\/]/);
  return (top === "tests" && kinds.find((kind) => kind === folder)) || "unit";
}
