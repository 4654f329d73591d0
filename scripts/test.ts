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

/** Everything, as CI runs it. */
finish(
  await tallySteps([
    { name: "generate", run: generate },
    ...staticSteps,
    { name: "build", run: buildAll },
    { name: "tests", run: () => runTests(kinds) },
  ]),
);
