import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { ERRORS_OUTSIDE } from "./errors-outside.ts";
import { checkout } from "./postgres-home.ts";
import { run } from "./programs.ts";
import type { Tally } from "./steps.ts";

type TestFile = { name: string; status: string; assertionResults: { status: string }[] };
/** `outside`: errors that no test awaited. */
type Run = { files: TestFile[]; outside: number; code: number };

export const kinds = ["unit", "contract", "integration", "judges", "simulation", "e2e"] as const;
export type Kind = (typeof kinds)[number];

/** What these find, they find always: to ask again would hide it. */
const NEVER_TWICE: readonly Kind[] = ["unit", "simulation"];
/** More than so many files have not failed by chance. */
const BY_CHANCE = 3;

/**
 * Runs kinds of tests and counts them; a file that could not be loaded and a kind without a test count as
 * failures.
 */
export async function runTests(wanted: readonly Kind[]): Promise<Tally> {
  rmSync(results(), { recursive: true, force: true });
  mkdirSync(results(), { recursive: true });
  const first = await runVitest(wanted, [], "vitest.json");
  const { files, outside, code } = await withSecondTry(first);
  const empty = wanted.filter((kind) => !files.some((file) => kindOf(file) === kind));
  for (const kind of empty) say(`No ${kind} test ran.`);
  const failed = empty.length + outside + files.reduce((sum, file) => sum + failuresOf(file), 0);
  return {
    passed: files.reduce((sum, file) => sum + withStatus(file, "passed"), 0),
    failed: failed === 0 && code !== 0 ? 1 : failed,
  };
}

/**
 * Browsers and servers share two cores with all others: a few files that failed are asked once more, from the
 * beginning and with the machine to themselves, and it is said aloud.
 */
async function withSecondTry(first: Run): Promise<Run> {
  const failed = first.files.filter(hasFailed);
  const again = [...new Set(failed.map(kindOf))];
  const isChance = first.outside === 0 && failed.length > 0 && failed.length <= BY_CHANCE;
  if (!isChance || again.some((kind) => NEVER_TWICE.includes(kind))) return first;
  const names = failed.map((file) => relative(checkout, file.name));
  say(`\n!!! A SECOND TRY, alone, of what failed: ${names.join(", ")}`);
  const second = await runVitest(again, [...names, "--maxWorkers=1"], "vitest-second.json");
  const passed = names.filter((_, at) =>
    second.files.some((file) => isSame(file, failed[at]) && !hasFailed(file)),
  );
  if (passed.length > 0) say(`\n!!! PASSED ONLY AT THE SECOND TRY: ${passed.join(", ")}`);
  const files = first.files.map((file) => second.files.find((retried) => isSame(retried, file)) ?? file);
  return { files, outside: second.outside, code: second.code };
}

async function runVitest(wanted: readonly Kind[], more: string[], report: string): Promise<Run> {
  const file = join(results(), report);
  const reporters = ["default", "json", "./scripts/errors-outside.ts"].map((name) => `--reporter=${name}`);
  const code = await run("vitest", [
    "run",
    ...wanted.map((kind) => `--project=${kind}`),
    ...more,
    ...reporters,
    `--outputFile.json=${file}`,
  ]);
  const outside = Number(readFileSync(ERRORS_OUTSIDE, "utf8"));
  return { files: JSON.parse(readFileSync(file, "utf8")).testResults, outside, code };
}

function hasFailed(file: TestFile): boolean {
  return file.status === "failed";
}

/** A file may fail before its first test does. */
function failuresOf(file: TestFile): number {
  return hasFailed(file) ? Math.max(1, withStatus(file, "failed")) : 0;
}

function withStatus(file: TestFile, status: string): number {
  return file.assertionResults.filter((test) => test.status === status).length;
}

function isSame(one: TestFile, other: TestFile | undefined): boolean {
  return one.name === other?.name;
}

function kindOf(file: TestFile): Kind {
  const [top, folder] = relative(checkout, file.name).split(/[\\/]/);
  return (top === "tests" && kinds.find((kind) => kind === folder)) || "unit";
}

function results(): string {
  return join(checkout, "test-results");
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
