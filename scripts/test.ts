import { JUDGES, missingJudges } from "../tests/judges/installed.ts";
import { build } from "./build.ts";
import { generateDatabaseClient } from "./database-client.mjs";
import { staticSteps } from "./static-steps.ts";
import { finish, tallySteps } from "./steps.ts";
import { kinds, runTests } from "./vitest.ts";

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function generate(): Promise<undefined> {
  generateDatabaseClient({ force: true });
}

async function buildAll(): Promise<undefined> {
  await build({ force: true, say });
}

/** A judge that is not there has found nothing wrong: nobody may take that for a verdict. */
function sayWhoIsMissing(): void {
  const missing = missingJudges();
  if (missing.length === 0) return;
  const packages = missing.flatMap((judge) => JUDGES[judge].packages);
  say(`\n!!! NOT JUDGED by ${missing.join(", ")}: not installed. Their tests were skipped.`);
  say(`!!! On Debian: apt-get install --no-install-recommends ${packages.join(" ")}`);
}

/** Everything, as CI runs it. */
const tally = await tallySteps([
  { name: "generate", run: generate },
  [...staticSteps, { name: "build", run: buildAll }],
  { name: "tests", run: () => runTests(kinds) },
]);
sayWhoIsMissing();
finish(tally);
