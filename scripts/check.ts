import { staticSteps } from "./static-steps.ts";
import { finish, tallySteps } from "./steps.ts";
import { runTests } from "./vitest.ts";

/** What takes less than a minute: to be run before every commit. */
finish(await tallySteps([staticSteps, { name: "unit tests", run: () => runTests(["unit"]) }]));
