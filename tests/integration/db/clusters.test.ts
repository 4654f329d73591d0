import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import os, { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { noteCheckout, removeForsaken } from "../../../scripts/forsaken-clusters.ts";
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

it("removes what a deleted checkout left, and nothing of one that is there, was there today or still serves", () => {
  const within = mkdtempSync(join(tmpdir(), "lossbook-forsaken-"));
  onTestFinished(() => rmSync(within, { recursive: true, force: true }));
  const deleted = join(within, "no-such-checkout");
  const left = (digit: string, checkout: string | null) => {
    const place = join(within, `lossbook-${digit.repeat(12)}`);
    const data = join(place, "test-1-left", "data");
    mkdirSync(data, { recursive: true });
    if (checkout !== null) noteCheckout(place, checkout);
    return { data, isThere: () => existsSync(data) };
  };
  const forsaken = left("a", deleted);
  const kept = [left("b", within), left("c", null), left("d", "no/path"), left("e", "")];
  const serving = left("f", deleted);
  const server = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)", serving.data], {
    stdio: "ignore",
  });
  onTestFinished(() => void server.kill("SIGKILL"));
  writeFileSync(join(serving.data, "postmaster.pid"), `${server.pid}\n`);
  const strangers = join(within, "lossbook-111111111111");
  symlinkSync(within, strangers);

  const tomorrow = Date.now() + 25 * 3_600_000;
  removeForsaken(within);
  expect(forsaken.isThere()).toBe(true);
  removeForsaken(within, tomorrow);
  expect(forsaken.isThere()).toBe(false);
  expect([...kept, serving].map(({ isThere }) => isThere())).toEqual(Array(5).fill(true));
  writeFileSync(join(serving.data, "postmaster.pid"), `${process.pid}\n`);
  removeForsaken(within, tomorrow);
  expect(serving.isThere()).toBe(false);
});
