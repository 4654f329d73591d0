import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "./alone.mjs";
import { commandOf } from "./command-of.ts";
import { checkout } from "./postgres-home.ts";

export const demoFolder = join(checkout, ".data", "demo");
const file = join(demoFolder, "running.json");
const endMs = 5_000;

/**
 * Who runs the demo and what it started, so that a killed demo can be tidied up after and a second one
 * warned.
 */
export type DemoRecord = { demo: number; address: string; children: number[] };

/**
 * Written before anything is started: a second demo must not take the first one's database for a leftover.
 */
export function writeRecord(record: Omit<DemoRecord, "demo">): void {
  mkdirSync(demoFolder, { recursive: true });
  writeFileSync(file, JSON.stringify({ demo: process.pid, ...record }));
}

export function removeRecord(): void {
  if (readRecord()?.demo === process.pid) rmSync(file);
}

/** Ends what a killed demo left behind; answers the record of a demo that is still alive. */
export async function tidyUpAfterKilledDemo(): Promise<DemoRecord | undefined> {
  const record = readRecord();
  if (!record) return undefined;
  if (isOurs(record.demo, join(checkout, "scripts", "demo.ts"))) return record;
  for (const pid of record.children) await endChild(pid);
  rmSync(file);
  return undefined;
}

function readRecord(): DemoRecord | undefined {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

async function endChild(pid: number): Promise<void> {
  const giveUpAt = Date.now() + endMs;
  if (isOurs(pid, join(checkout, "build"))) process.kill(pid, "SIGTERM");
  while (isOurs(pid, join(checkout, "build"))) {
    if (Date.now() > giveUpAt) process.kill(pid, "SIGKILL");
    await sleep(50);
  }
}

/** A process id is used again: only a process that still runs our file is the one we wrote down. */
function isOurs(pid: number, runs: string): boolean {
  return isAlive(pid) && commandOf(pid).includes(runs);
}
