import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type House, openHouse } from "../tests/simulation/house.ts";
import { runKilledSeed } from "../tests/simulation/killed-processes.ts";
import type { Report } from "../tests/simulation/run-seed.ts";
import { cloneDatabase, startTestServer, type TestServer } from "../tests/support/test-server.ts";

const usage = `npm run sim [-- --seeds 10000 --from 1 --jobs 2 --processes 20]
SEED=17 npm run sim [-- --times 50] [-- --processes 1]

  --seeds      how many days are lived (default 1000)
  --from       the first of them (default 1)
  --jobs       how many at once (default: one for each core)
  --processes  how many days more are lived by real processes that are killed (default 0)
  --times      how often each day is lived, for what happens on some machines only (default 1)
  SEED         lives one day and tells what happened; with --processes among real processes`;

type Day = Report | { seed: number; failure: string };
type Totals = { days: number; documents: number; effects: number; unknown: number; failed: number[] };
type Wish = {
  first: number;
  count: number;
  times: number;
  jobs: number;
  processes: number;
  tell: boolean;
};

const runner = fileURLToPath(new URL("../tests/simulation/seed-runner.ts", import.meta.url));
const TOLD_EVERY_MS = 10_000;
const children = new Set<ChildProcess>();
const houses = new Set<House>();

const wish = wishOf();
const running = await startTestServer();
let leaving: Promise<never> | undefined;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => leave(130));

try {
  let whole = true;
  if (wish.count > 0) whole = tell(await simulate(running.server), wish.count * wish.times, "");
  if (wish.processes > 0)
    whole = tell(await killProcesses(running.server), wish.processes, " -- --processes 1") && whole;
  await leave(whole ? 0 : 1);
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  await leave(1);
}

async function simulate(server: TestServer): Promise<Totals> {
  const totals: Totals = { days: 0, documents: 0, effects: 0, unknown: 0, failed: [] };
  const started = performance.now();
  const progress = setInterval(() => {
    const seconds = (performance.now() - started) / 1000;
    const perDay = totals.days > 0 ? `, ${(seconds / totals.days).toFixed(2)} s a day` : "";
    say(`${totals.days} of ${days} days after ${seconds.toFixed(0)} s${perDay}: ${sumOf(totals)}`);
  }, TOLD_EVERY_MS);
  let begun = 0;
  const days = wish.count * wish.times;
  const seeds = () => (begun < days ? wish.first + Math.floor(begun++ / wish.times) : null);
  const jobs = Math.min(wish.jobs, days);
  try {
    await Promise.all(Array.from({ length: jobs }, () => liveThrough(server, seeds, totals)));
  } finally {
    clearInterval(progress);
  }
  return totals;
}

/** Real processes share two cores badly: one day after the other, all in one house. */
async function killProcesses(server: TestServer): Promise<Totals> {
  const totals: Totals = { days: 0, documents: 0, effects: 0, unknown: 0, failed: [] };
  const house = await openHouse(await cloneDatabase(server));
  houses.add(house);
  for (let seed = wish.first; seed < wish.first + wish.processes; seed += 1) {
    add(totals, await runKilledSeed(seed, house));
    say(`${totals.days} of ${wish.processes} days among processes: ${sumOf(totals)}`);
  }
  houses.delete(house);
  const left = await house.close();
  if (left.length > 0) throw new Error(`Processes are left behind: ${left.join(", ")}`);
  return totals;
}

function tell(totals: Totals, wanted: number, how: string): boolean {
  say(`${totals.days} days went by: ${sumOf(totals)}`);
  for (const seed of [...new Set(totals.failed)].sort((a, b) => a - b))
    say(`  SEED=${seed} npm run sim${how}`);
  return totals.failed.length === 0 && totals.days === wanted;
}

/** One process with a database of its own, until no seed is left. */
async function liveThrough(server: TestServer, seeds: () => number | null, totals: Totals): Promise<void> {
  const { adminUrl, ownerUrl, appUrl } = await cloneDatabase(server);
  const child = fork(runner, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  children.add(child);
  const ended = new Promise<never>((_, reject) => {
    child.once("exit", (code) => reject(new Error(`A process of the simulation ended (${code}).`)));
  });
  ended.catch(() => undefined);
  child.send({ adminUrl, ownerUrl, appUrl });
  for (let seed = seeds(); seed !== null; seed = seeds()) {
    child.send(seed);
    const [day] = (await Promise.race([once(child, "message"), ended])) as [Day];
    add(totals, day);
  }
  child.disconnect();
  await once(child, "exit");
  children.delete(child);
}

function add(totals: Totals, day: Day): void {
  totals.days += 1;
  const wrong = "failure" in day ? [day.failure] : day.broken;
  if ("documents" in day) {
    totals.documents += day.documents;
    totals.effects += day.effects;
    totals.unknown += day.unknown;
    if (wish.tell || wrong.length > 0)
      say([`Seed ${day.seed}: ${JSON.stringify(day.weather)}`, ...day.story].join("\n  "));
  }
  if (wrong.length === 0) return;
  totals.failed.push(day.seed);
  say([`Seed ${day.seed} went wrong:`, ...wrong].join("\n  "));
}

function sumOf({ documents, effects, unknown, failed }: Totals): string {
  return (
    `${documents} documents, ${effects} changes at Shopify, ${unknown} left to a person, ` +
    `${failed.length} days went wrong`
  );
}

function wishOf(): Wish {
  const number = (text: string, name: string, least = 1): number => {
    const value = Number(text);
    if (text !== "" && Number.isSafeInteger(value) && value >= least) return value;
    throw new Error(`${name} must be a whole number from ${least} on, not "${text}".`);
  };
  const jobs = String(availableParallelism());
  const { SEED } = process.env;
  try {
    const { values } = parseArgs({
      options: {
        seeds: { type: "string", default: "1000" },
        from: { type: "string", default: "1" },
        jobs: { type: "string", default: jobs },
        processes: { type: "string", default: "0" },
        times: { type: "string", default: "1" },
      },
    });
    const processes = number(values.processes, "--processes", 0);
    const times = number(values.times, "--times");
    if (SEED) {
      const first = number(SEED, "SEED");
      const [count, killed] = processes > 0 ? [0, 1] : [1, 0];
      return { first, count, times, jobs: Number(jobs), processes: killed, tell: times === 1 };
    }
    return {
      first: number(values.from, "--from"),
      count: number(values.seeds, "--seeds", 0),
      jobs: number(values.jobs, "--jobs"),
      times,
      processes,
      tell: false,
    };
  } catch (error) {
    say(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(1);
  }
}

function leave(code: number): Promise<never> {
  leaving ??= (async () => {
    for (const child of children) child.kill("SIGKILL");
    await Promise.all([...houses].map((house) => house.close()));
    await running.stop();
    process.exit(code);
  })();
  return leaving;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
