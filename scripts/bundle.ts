import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build, type InlineConfig } from "vite";
import { bundleVerifier } from "./bundle-verifier.ts";
import { checkout } from "./postgres-home.ts";

const quiet: InlineConfig = { root: checkout, logLevel: "warn", clearScreen: false };

/** First what browsers load, then the server, which has to know the names the first build gave. */
async function bundleWeb(): Promise<void> {
  for (const folder of ["client", "server", "web"]) clear(folder);
  await build(quiet);
  await build({ ...quiet, build: { ssr: true } });
  // Vite's lists of what it made served the second build; nobody shall load them.
  for (const folder of ["client", "server"]) clear(`${folder}/.vite`);
  renameSync(join(checkout, "build", "server"), join(checkout, "build", "web"));
  await bundleVerifier("build/web/verifier");
}

async function bundleWorker(): Promise<void> {
  await build({
    ...quiet,
    configFile: false,
    build: {
      ssr: "app/worker/main.ts",
      outDir: "build/worker",
      sourcemap: true,
      target: "node22",
      rollupOptions: { output: { entryFileNames: "worker.js", chunkFileNames: "[name]-[hash].js" } },
    },
  });
}

function clear(folder: string): void {
  rmSync(join(checkout, "build", folder), { recursive: true, force: true });
}

const bundlers: Record<string, () => Promise<void>> = { web: bundleWeb, worker: bundleWorker };

try {
  const bundler = bundlers[process.argv[2] ?? ""];
  if (!bundler) throw new Error(`Usage: bundle.ts ${Object.keys(bundlers).join("|")}`);
  await bundler();
} catch (error) {
  // Rollup hangs everything it looked at onto its errors: the message alone says what is wrong.
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
