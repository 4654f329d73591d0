import { mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { type AppProcess, startAppProcess, untilAnswers } from "../../scripts/app-process.ts";
import { build } from "../../scripts/build.ts";
import { freePort } from "../../scripts/ports.ts";
import { checkout } from "../../scripts/postgres-home.ts";
import type { TestDatabase } from "./test-server.ts";

export type AppOptions = {
  database: Pick<TestDatabase, "ownerUrl" | "appUrl">;
  /** The emulator's address. */
  shopifyUrl: string;
  /** Taken beforehand when the emulator has to know the app's address first. */
  port?: number;
  apiKey?: string;
  apiSecret?: string;
  env?: Record<string, string>;
};

let built: Promise<void> | undefined;

export type RunningWeb = AppProcess & { url: string; port: number };

/** What the sources say now; nothing is built again while they stay the same. */
export function builtApp(): Promise<void> {
  built ??= build({ only: ["web", "worker"] });
  return built;
}

/** The built web server as a process of its own, on a test's database and emulator, ready to answer. */
export async function startWeb(options: AppOptions): Promise<RunningWeb> {
  await builtApp();
  const port = options.port ?? (await freePort());
  const url = `http://localhost:${port}`;
  const started = startAppProcess("web", appEnvironment(options, port), logFile("web"));
  try {
    await untilAnswers(`${url}/readyz`, started);
  } catch (error) {
    await started.kill("SIGKILL");
    throw error;
  }
  return { ...started, url, port };
}

/**
 * The built worker as a process of its own; it takes up jobs within a moment of starting. Await `builtApp`
 * first.
 */
export function startWorker(options: AppOptions): AppProcess {
  return startAppProcess("worker", appEnvironment(options, options.port ?? 3000), logFile("worker"));
}

export function appEnvironment(options: AppOptions, port: number): Record<string, string> {
  return {
    PORT: String(port),
    SHOPIFY_APP_URL: `http://localhost:${port}`,
    SHOPIFY_API_KEY: options.apiKey ?? "emulated-api-key",
    SHOPIFY_API_SECRET: options.apiSecret ?? "emulated-api-secret",
    SHOPIFY_EMULATOR_URL: options.shopifyUrl,
    DATABASE_URL: options.database.ownerUrl,
    DATABASE_APP_URL: options.database.appUrl,
    LOG_LEVEL: "warn",
    ...options.env,
  };
}

/** Kept until the next whole run, to be read after a failure. */
function logFile(name: string): string {
  const logs = join(checkout, "test-results", "logs");
  mkdirSync(logs, { recursive: true });
  return join(mkdtempSync(join(logs, `${name}-`)), `${name}.log`);
}
