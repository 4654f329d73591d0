import { spawn } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "./postgres-home.ts";

const entries = {
  biome: "@biomejs/biome/bin/biome",

  tsc: "typescript/bin/tsc",
  vitest: "vitest/vitest.mjs",
} as const;

export type Program = keyof typeof entries;

/** Runs one of the project's own tools on the pinned Node and says how it ended. */
export function run(
  program: Program,
  args: string[],
  env: Record<string, string | undefined> = {},
): Promise<number> {
  const file = join(checkout, "node_modules", entries[program]);
  return runNode([file, ...args], env);
}

export function runNode(args: string[], env: Record<string, string | undefined> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: checkout,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...env },
    });
    const stop = () => void child.kill("SIGTERM");
    process.once("exit", stop);
    child.once("error", reject);
    child.once("exit", (code) => {
      process.off("exit", stop);
      resolve(code ?? 1);
    });
  });
}

/** Every file below a folder, as paths from the checkout, in a stable order. */
export function filesBelow(
  folder: string,
  passOver = new Set(["node_modules", "dist", "generated"]),
): string[] {
  const found = statSync(join(checkout, folder), { throwIfNoEntry: false });
  if (!found) return [];
  if (found.isFile()) return [folder];
  return readdirSync(join(checkout, folder), { withFileTypes: true })
    .filter((entry) => !passOver.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesBelow(`${folder}/${entry.name}`, passOver));
}
