import type { WorkerEvents } from "graphile-worker";
import type { Pool } from "pg";
import { markHeartbeats } from "#app/db/heartbeats.ts";
import { limits } from "#app/domain/limits.ts";
import { log } from "#app/log.server.ts";
import { every } from "./every.ts";

/** Says every few seconds that whoever holds jobs under these names is alive. */
export function startHeartbeat(owner: Pool, events: WorkerEvents) {
  const pools = new Set<string>();
  const beat = () => markHeartbeats(owner, [...pools]);
  const rounds = every(limits.workerHeartbeatMs, "heartbeat", beat);
  events.on("pool:create", ({ workerPool }) => {
    pools.add(workerPool.id);
    beat().catch((error: unknown) => log.warn({ error }, "A heartbeat could not be written"));
  });
  return { ids: () => [...pools], stop: rounds.stop };
}
