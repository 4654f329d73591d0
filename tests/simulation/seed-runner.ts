import process from "node:process";
import { runSeed } from "./run-seed.ts";
import { openStage, type StageUrls } from "./stage.ts";

/** A process of its own that lives through the seeds it is handed, one after another. */
process.once("message", (urls: StageUrls) => {
  const stage = openStage(urls);
  process.on("message", async (seed: number) => {
    try {
      process.send?.(await runSeed(seed, stage));
    } catch (error) {
      const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.send?.({ seed, failure: why });
    }
  });
  process.once("disconnect", () => void stage.close().finally(() => process.exit()));
});
