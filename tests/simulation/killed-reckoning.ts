import { setTimeout as sleep } from "node:timers/promises";
import { limits } from "#app/domain/limits.ts";
import { taskList } from "#app/queries/task-list.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { judge, stuck, wordOn } from "./judge.ts";
import { hear, type KilledDay } from "./killed-day.ts";

const ROUNDS_MAX = 30;
const ROUND_MS_MAX = 20_000;
const LOOK_MS = 40;

/** Time goes by and the workers work, until nothing waits; people come by, so nobody stays signed out. */
export async function settle(day: KilledDay): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX && (await jobsOf(day)).waiting > 0; round += 1) {
    for (const visitor of day.visitors) hear(day, "somebody looks", await visitor.ask("/api/write-offs"));
    await day.time.pass(round < 20 ? limits.callsInFlightMs : limits.resendAgeMsMax / 10);
    await day.house.nudge();
    const giveUpAt = Date.now() + ROUND_MS_MAX;
    while ((await jobsOf(day)).due > 0 && Date.now() < giveUpAt) await sleep(LOOK_MS);
  }
  await day.emulator.requests.quiet();
}

async function jobsOf(day: KilledDay): Promise<{ waiting: number; due: number }> {
  const { rows } = await day.house.stage.owner.query<{ waiting: number; due: number }>(
    `SELECT count(*)::int AS waiting,
            count(*) FILTER (WHERE run_at <= clock_timestamp() AND attempts < max_attempts
                             OR locked_at IS NOT NULL)::int AS due
       FROM graphile_worker._private_jobs WHERE payload->>'shopId' = $1`,
    [day.shopId],
  );
  return rows[0] ?? { waiting: 0, due: 0 };
}

/** What is wrong when all is done, and again when people have answered what only they could know. */
export async function reckon(day: KilledDay): Promise<{ broken: string[]; unknown: number }> {
  const before = await claims(day);
  const { broken, unknown } = await answerTasks(day);
  await settle(day);
  const after = [...(await claims(day)), ...(await leftOver(day))];
  return { broken: [...day.mistakes, ...before, ...broken, ...after], unknown };
}

async function claims(day: KilledDay): Promise<string[]> {
  const { owner } = day.house.stage;
  const shop = day.emulator.shop(day.handle);
  return [...(await judge(owner, day.shopId, shop)), ...(await stuck(owner, day.shopId))];
}

/** A person opens the list of tasks, looks for the reference in Shopify's history, and says what they see. */
async function answerTasks(day: KilledDay): Promise<{ broken: string[]; unknown: number }> {
  const { unknown } = await tasksOf(day);
  const broken: string[] = [];
  for (const { attemptId, document, changes } of unknown) {
    const path = `/api/write-offs/${document.id}`;
    const seen = hear(day, "a task is opened", await day.owner.ask(path));
    if (!saysUnknown(seen?.body, attemptId))
      broken.push(`${document.number} does not show its open question`);
    const word = wordOn(day.emulator.shop(day.handle), { attemptId, changes });
    const told = await day.owner.ask(`${path}/attempts/${attemptId}/resolution`, word);
    hear(day, `a person says ${JSON.stringify(word)}`, told);
    if (!told || told.status >= 300) broken.push(`${document.number} cannot be answered`);
  }
  return { broken, unknown: unknown.length };
}

function saysUnknown(body: unknown, attemptId: string): boolean {
  const { writeOff } = body as { writeOff?: { attempts: { id: string; state: string }[] } };
  return writeOff?.attempts.some(({ id, state }) => id === attemptId && state === "unknown") ?? false;
}

async function leftOver(day: KilledDay): Promise<string[]> {
  const { owner } = day.house.stage;
  const { unknown } = await tasksOf(day);
  const left = await owner.query(
    "SELECT id FROM adjustment WHERE shop_id = $1 AND state IN ('unknown', 'waiting')",
    [day.shopId],
  );
  const jobs = await owner.query<{ why: string }>(
    // One that is merely due is left to a slow machine; one that failed, or that a dead worker holds, is not.
    `SELECT coalesce(j.last_error, 'held by a dead worker') AS why FROM graphile_worker._private_jobs j
      WHERE j.payload->>'shopId' = $1 AND (j.last_error IS NOT NULL OR (j.locked_by IS NOT NULL
        AND NOT EXISTS (SELECT FROM worker_heartbeat h WHERE h.worker_id = j.locked_by)))`,
    [day.shopId],
  );
  const known = await owner.query<{ id: string }>("SELECT id FROM document WHERE shop_id = $1", [day.shopId]);
  const ids = new Set(known.rows.map(({ id }) => id));
  return [
    ...unknown.map(({ document }) => `${document.number} was answered and still asks`),
    ...(left.rowCount ? [`${left.rowCount} adjustments never came to an end`] : []),
    ...jobs.rows.map(({ why }) => `a job is left: ${why}`),
    ...[...day.promised].filter((id) => !ids.has(id)).map((id) => `document ${id} was promised and is gone`),
  ];
}

/** The page's own query: it asks of a context no more than where to look. */
function tasksOf({ house, shopId }: KilledDay) {
  return taskList({ database: house.stage.database, shopId } as ShopContext);
}
