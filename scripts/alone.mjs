// Plain JavaScript on Node's own modules: set-up runs it before anything newer is there.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), ".cache");

/**
 * Does work that two commands must not do at once in one checkout, such as filling node_modules.
 * @template Result
 * @param {string} name
 * @param {() => Result | Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function alone(name, work) {
  const lock = join(folder, `${name}.lock`);
  mkdirSync(folder, { recursive: true });
  for (let round = 0; !taken(lock); round += 1) {
    if (round === 10) process.stderr.write(`Waiting for another ${name} in this folder (${lock}) ...\n`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** @param {string} lock */
function taken(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  if (!holderLives(lock)) rmSync(lock, { force: true });
  return false;
}

/** @param {string} lock */
function holderLives(lock) {
  try {
    const pid = Number(readFileSync(lock, "utf8"));
    return pid === 0 ? Date.now() - statSync(lock).mtimeMs < 5_000 : isAlive(pid); // 0: made, not yet written
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    return false;
  }
}

/** @param {number} pid */
export function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}
