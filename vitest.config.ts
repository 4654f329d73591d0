import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const minutes = 60_000;
/** A set-up may have to build the app first. */
const database = { globalSetup: ["tests/support/database-setup.ts"] };
const processes = {
  ...database,
  globalSetup: ["tests/support/build-setup.ts", "tests/support/database-setup.ts"],
};

/** Vitest takes large files first; these are small and wait for long, so they must not come last. */
const LONG = /(killed-processes|seeds|deliveries|months|new-book|worker)\.test|(phone|tasks|lost|new)\.spec/;
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

/** More hands than cores, as many tests wait for something; Vitest would leave a core idle. */
const cores = availableParallelism();

/**
 * Kinds of test by folder. Each group starts when the one before it has ended: what is quick to tell comes
 * first, and nothing else disturbs the browsers.
 */
function kind(name: string, include: string[], groupOrder: number, more: object = {}) {
  const test = { name, include, sequence: { groupOrder }, maxWorkers: cores + 2, ...more };
  return { extends: true as const, test };
}

export default defineConfig({
  test: {
    environment: "node",
    restoreMocks: true,
    // What hangs shall end; neither is a measure of speed, which a busy machine would fail.
    hookTimeout: 4 * minutes,
    testTimeout: 4 * minutes,
    // Most files are small: to load all anew for each of them was a third of the work.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    server: { deps: { inline: [/@shopify\/ui-extensions-tester/] } },
    projects: [
      kind(
        "unit",
        [
          "app/**/*.test.{ts,tsx}",
          "extensions/*/{src,tests}/**/*.test.{ts,tsx}",
          "tests/golden/**/*.test.ts",
          "tests/tidy.test.ts",
        ],
        0,
      ),
      kind("contract", ["tests/contract/**/*.test.ts"], 1, database),
      kind("integration", ["tests/integration/**/*.test.ts"], 1, database),
      kind("judges", ["tests/judges/**/*.test.ts"], 1, database),
      kind("simulation", ["tests/simulation/**/*.test.ts"], 1, processes),
      kind("e2e", ["tests/e2e/**/*.spec.ts"], 2, {
        ...processes,
        // A fourth browser would only make the others slower.
        maxWorkers: cores + 1,
      }),
    ],
  },
});
