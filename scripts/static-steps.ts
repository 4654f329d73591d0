import { dirname } from "node:path";
import { filesBelow, run } from "./programs.ts";
import type { Step } from "./steps.ts";

/** What can be said about the code without running it; what takes longest comes first. */
export const staticSteps: Step[] = [
  { name: "types of the app", run: () => run("tsc", ["-p", "tsconfig.json"]) },
  { name: "format and lint", run: () => run("biome", ["ci", "--error-on-warnings", "."]) },
  ...filesBelow("extensions")
    .filter((file) => file.endsWith("/tsconfig.json"))
    .map((file) => ({ name: `types of ${dirname(file)}`, run: () => run("tsc", ["-p", file]) })),
];
