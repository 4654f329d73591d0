import { setSourceMapsSupport } from "node:module";

// The maps of this build alone: with --enable-source-maps those of every package would stay in memory too.
setSourceMapsSupport(true);

// Loaded on demand, so that a mistake in the environment is told in its own words.
try {
  const { loadAsBuilt } = await import("./env.server.ts");
  loadAsBuilt();
  const { serve } = await import("./serve.server.ts");
  await serve();
} catch (error) {
  process.stderr.write(
    `Lossbook's web server cannot start. ${error instanceof Error ? error.message : error}\n`,
  );
  process.exit(1);
}
