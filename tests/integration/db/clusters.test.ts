import { existsSync, mkdirSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import os from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { removeCluster } from "../../../scripts/postgres.ts";
import { postgresHome } from "../../../scripts/postgres-home.ts";

it("forgets a cluster in memory also where memory has become short since", async () => {
  const name = `test-${process.pid}-left`;
  const { passing } = postgresHome();
  mkdirSync(join(passing, name, "data"), { recursive: true });
  vi.spyOn(os, "freemem").mockReturnValue(0);
  syncBuiltinESMExports();
  onTestFinished(() => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });
  expect(postgresHome().passing).toBe(postgresHome().clusters);
  await removeCluster(name);
  expect(existsSync(join(passing, name))).toBe(false);
});
