import type { Pool } from "pg";
import { sealAudit } from "#app/use-cases/audit/seal-audit.ts";
import { tellNews } from "#app/use-cases/news/tell-news.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { carryOut } from "#app/use-cases/write-off/carry-out.ts";

export type DueJob = { id: string; revision: number; task: string; payload: { documentId?: string } };

/**
 * The queue as a worker finds it: a job goes only when its work came to an end and nobody asked for it again.
 */
export type Queue = {
  due(): Promise<DueJob[]>;
  waiting(): Promise<number>;
  finish(job: DueJob): Promise<void>;
};

export function queueOf(owner: Pool, shopId: string): Queue {
  return {
    async due() {
      const { rows } = await owner.query<DueJob>(
        `SELECT j.id, j.revision, t.identifier AS task, j.payload FROM graphile_worker._private_jobs j
           JOIN graphile_worker._private_tasks t ON t.id = j.task_id
          WHERE j.payload->>'shopId' = $1 AND j.run_at <= clock_timestamp() ORDER BY j.run_at, j.id`,
        [shopId],
      );
      return rows;
    },
    async waiting() {
      const { rows } = await owner.query<{ count: number }>(
        "SELECT count(*)::int AS count FROM graphile_worker._private_jobs WHERE payload->>'shopId' = $1",
        [shopId],
      );
      return rows[0]?.count ?? 0;
    },
    async finish(job) {
      await owner.query("DELETE FROM graphile_worker._private_jobs WHERE id = $1 AND revision = $2", [
        job.id,
        job.revision,
      ]);
    },
  };
}

export async function doJob(ctx: ShopContext, job: DueJob): Promise<void> {
  if (job.task === "carry-out" && job.payload.documentId) await carryOut(ctx, job.payload.documentId);
  if (job.task === "seal-audit") await sealAudit(ctx);
  if (job.task === "tell-news") await tellNews(ctx);
}
