import { makeWorkerUtils } from "graphile-worker";
import type { Pool } from "pg";
import { insertSealJob } from "#app/db/audit-events.ts";
import { listForsakenDocuments, listSilentHolders, listUnsealedShops } from "#app/db/forsaken-work.ts";
import { deleteHeartbeats, listSilentWorkers } from "#app/db/heartbeats.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { insertCarryOutJob } from "#app/db/jobs.ts";
import { database } from "#app/db.server.ts";
import { limits } from "#app/domain/limits.ts";
import { log } from "#app/log.server.ts";
import { every } from "./every.ts";

/** What the dead leave behind: locks that would last for hours, and work whose job is gone. */
export function startSweeper(owner: Pool) {
  return every(limits.workerHeartbeatMs, "sweeper", () => sweep(owner));
}

export async function sweep(owner: Pool): Promise<void> {
  await freeLocksOfTheDead(owner);
  for (const { shopId, documentId } of await listForsakenDocuments(owner, limits.sweptAtOnce)) {
    log.warn({ shopId, documentId }, "A document had work left and no job");
    await inShopTransaction(database, shopId, (tx) => insertCarryOutJob(tx, documentId, 0));
  }
  for (const shopId of await listUnsealedShops(owner, limits.sweptAtOnce)) {
    await inShopTransaction(database, shopId, (tx) => insertSealJob(tx));
  }
}

async function freeLocksOfTheDead(owner: Pool): Promise<void> {
  const holders = await listSilentHolders(owner, limits.workerDeadAfterMs);
  const silent = await listSilentWorkers(owner, limits.workerDeadAfterMs);
  if (holders.length > 0) log.warn({ holders }, "Workers fell silent; their jobs are free again");
  await freeLocks(owner, [...new Set([...holders, ...silent])]);
}

/** Without this the queue would keep a dead worker's jobs for four hours. */
export async function freeLocks(owner: Pool, workerIds: string[]): Promise<void> {
  if (workerIds.length === 0) return;
  const utils = await makeWorkerUtils({ pgPool: owner });
  try {
    await utils.forceUnlockWorkers(workerIds);
  } finally {
    await utils.release();
  }
  await deleteHeartbeats(owner, workerIds);
}
