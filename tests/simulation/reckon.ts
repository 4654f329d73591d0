import { limits } from "#app/domain/limits.ts";
import { taskList } from "#app/queries/task-list.ts";
import { resolveAttempt } from "#app/use-cases/write-off/resolve-attempt.ts";
import { valueLine } from "#app/use-cases/write-off/value-line.ts";
import { inShopModels } from "#tests/support/models.ts";
import type { Dice } from "./dice.ts";
import { judge, stuck, wordOn } from "./judge.ts";
import { landed, type Run, workOnce } from "./run.ts";
import type { Stage } from "./stage.ts";
import { isFair } from "./weather.ts";

/** The storm is over and time goes by, as much as the longest wait asks for. */
export async function calmDown(run: Run, dice: Dice): Promise<void> {
  run.phase = "calm";
  for (let round = 0; round < 40 && (await run.queue.waiting()) > 0; round += 1) {
    await workOnce(run, dice);
    await run.time.pass(round < 20 ? limits.callsInFlightMs : limits.resendAgeMsMax / 10);
  }
  // Nobody who looks into Shopify's history does so while the call may still be on its way.
  await landed(run);
}

/** What is wrong, now that everything has come to its end; and how much was left to people. */
export async function reckon(
  run: Run,
  dice: Dice,
  stage: Stage,
): Promise<{ broken: string[]; unknown: number }> {
  const before = await claims(run, stage);
  const { broken, unknown } = await resolveAll(run, dice);
  const after = await claims(run, stage);
  const timid = isFair(run.weather) && unknown > 0 && run.weather.deathRate + run.weather.napRate === 0;
  const doubts = timid ? ["nothing went wrong, and yet a person is asked what happened"] : [];
  return { broken: [...before, ...broken, ...after, ...doubts], unknown };
}

async function claims(run: Run, stage: Stage): Promise<string[]> {
  const { shopId } = run.world;
  const shop = run.emulator.shop(run.handle);
  return [
    ...(await judge(stage.owner, shopId, shop)),
    ...(await stuck(stage.owner, shopId)),
    ...(await broken(run)),
  ];
}

/** Who was told that a document stands finds it. */
async function broken(run: Run): Promise<string[]> {
  const { database, shopId } = run.world;
  const known = await inShopModels(database, shopId, (tx) => tx.document.findMany({ select: { id: true } }));
  const ids = new Set(known.map((document) => document.id));
  return [...run.promised]
    .filter((id) => !ids.has(id))
    .map((id) => `document ${id} was promised and is gone`);
}

/** A person opens the task, looks into Shopify's history for the reference, and says what they see. */
async function resolveAll(run: Run, dice: Dice): Promise<{ broken: string[]; unknown: number }> {
  const ctx = run.person;
  const tasks = await taskList(ctx);
  const broken: string[] = [];
  for (const task of tasks.unknown) {
    const word = wordOn(run.emulator.shop(run.handle), task);
    run.tell(`a person looks and says: ${JSON.stringify(word)}`);
    const command = { documentId: task.document.id, attemptId: task.attemptId, ...word };
    const resolved = await resolveAttempt(ctx, command);
    if (!resolved.ok) broken.push(`task ${task.attemptId} cannot be resolved`);
  }
  for (const task of tasks.needsValue) {
    const valued = await valueLine(ctx, {
      documentId: task.document.id,
      position: task.position,
      unitCost: { amount: "3.3333" },
    });
    if (!valued.ok) broken.push(`line ${task.position} of ${task.document.number} cannot be valued`);
  }
  await calmDown(run, dice);
  const left = await inShopModels(ctx.database, ctx.shopId, (tx) =>
    tx.adjustment.count({ where: { state: { in: ["unknown", "waiting"] } } }),
  );
  if (left > 0) broken.push(`${left} adjustments are unknown and no task shows them`);
  return { broken, unknown: tasks.unknown.length };
}
