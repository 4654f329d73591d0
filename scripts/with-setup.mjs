// Makes a bare checkout ready (Node 20 or newer and npm are enough), then runs a script on the Node the
// project pins.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, lstatSync, readFileSync, realpathSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { alone, isAlive } from "./alone.mjs";
import { generateDatabaseClient } from "./database-client.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === "win32";
const pinnedNode = join(root, "node_modules", "node", "bin", windows ? "node.exe" : "node");

if (Number(process.versions.node.split(".")[0]) < 20) {
  fail(`Lossbook needs Node 20 or newer to start; this is ${process.versions.node}.`);
}
const [script, ...args] = process.argv.slice(2);
if (!script) fail("Usage: node scripts/with-setup.mjs <script.ts> [arguments]");

await alone("set-up", () => {
  install();
  generateDatabaseClient({ node: pinnedNode });
}).catch((error) => fail(error.message));
run(join(root, script), args);

function install() {
  const missing = firstMissing();
  if (!missing) return;
  const modules = lstatSync(join(root, "node_modules"), { throwIfNoEntry: false });
  if (modules?.isSymbolicLink())
    throw new Error(`${missing}, and node_modules is a link: installing would empty what it leads to.`);
  say(`Installing packages (${missing}) ...`);
  const started = Date.now();
  // Under `npm run` the very npm in use is known; otherwise the one on the path.
  const npm = process.env.npm_execpath;
  const flags = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const options = { cwd: root, stdio: "inherit", shell: !npm && windows };
  const done = npm?.endsWith(".js")
    ? spawnSync(process.execPath, [npm, ...flags], options)
    : spawnSync("npm", flags, options);
  if (done.error) throw new Error(`npm could not be started: ${done.error.message}`);
  if (done.status !== 0) throw new Error("npm could not install the packages; its own words stand above.");
  say(`Packages installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/**
 * npm writes down what it put into node_modules as its last step; that list must hold all the lock file asks
 * for.
 */
function firstMissing() {
  const installedFile = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installedFile) || !existsSync(pinnedNode)) return "none are there yet";
  const wanted = packagesOf(join(root, "package-lock.json"));
  const installed = packagesOf(installedFile);
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === "" || entry.link) continue;
    const here = installed[path];
    if (here ? here.version !== entry.version : !entry.optional && !entry.peer) return `${path} is new`;
  }
  return undefined;
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

function run(file, rest) {
  const child = spawn(realpathSync(pinnedNode), [file, ...rest], {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      PATH: withPinnedNode(process.env.PATH ?? ""),
      LOSSBOOK_PARENT: String(process.pid),
    },
  });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  const watch = watchNpm(() => child.kill("SIGTERM"));
  child.once("error", (error) => fail(`${file} could not be started: ${error.message}`));
  child.once("exit", (code, signal) => {
    clearInterval(watch);
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
}

/** A killed npm tells nobody: what it started would go on, unseen, and keep its ports. */
function watchNpm(whenGone) {
  if (!process.env.npm_lifecycle_event || windows) return undefined;
  // Between npm and us stands the shell that it runs a script with; some shells step aside, some stay.
  const ancestors = [process.ppid, parentOf(process.ppid)].filter((pid) => pid > 1);
  return setInterval(() => {
    if (!ancestors.every(isAlive)) whenGone();
  }, 500).unref();
}

function parentOf(pid) {
  const stat = `/proc/${pid}/stat`;
  // The command's name stands in brackets and may hold anything; after it come the state and the parent.
  if (existsSync(stat)) return Number(readFileSync(stat, "utf8").replace(/^.*\)/s, "").split(" ")[2]);
  return Number(spawnSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8" }).stdout);
}

function withPinnedNode(path) {
  return [dirname(pinnedNode), join(root, "node_modules", ".bin"), path].join(windows ? ";" : ":");
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function fail(line) {
  say(line);
  process.exit(1);
}
