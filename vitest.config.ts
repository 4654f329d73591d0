import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const minutes = 60_000;
/** A set-up may have to build the app first. */
const database = { globalSetup: ["tests/support/database-setup.ts"], hookTimeout: 2 * minutes };
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
        // No measure of speed: five seconds are few for a thousand random cases on a busy machine.
        { testTimeout: minutes / 2 },
      ),
      kind("contract", ["tests/contract/**/*.test.ts"], 1, { ...database, testTimeout: minutes }),
      kind("integration", ["tests/integration/**/*.test.ts"], 1, { ...database, testTimeout: minutes / 2 }),
      kind("judges", ["tests/judges/**/*.test.ts"], 1, { ...database, testTimeout: 2 * minutes }),
      kind("simulation", ["tests/simulation/**/*.test.ts"], 1, { ...processes, testTimeout: 4 * minutes }),
      kind("e2e", ["tests/e2e/**/*.spec.ts"], 2, {
        ...processes,
        // A fourth browser would only make the others slower.
        maxWorkers: cores + 1,
        testTimeout: 2 * minutes,
      }),
    ],
  },
});
