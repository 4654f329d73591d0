import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Reporter } from "vitest/node";
import { checkout } from "./postgres-home.ts";

export const ERRORS_OUTSIDE = join(checkout, "test-results", "errors-outside");

/** Errors that no test awaited: Vitest tells whoever listens, and writes them into no report. */
export default class ErrorsOutside implements Reporter {
  onTestRunEnd(_files: unknown, errors: readonly unknown[]): void {
    mkdirSync(join(checkout, "test-results"), { recursive: true });
    writeFileSync(ERRORS_OUTSIDE, String(errors.length));
  }
}
