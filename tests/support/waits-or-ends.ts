import { setTimeout as sleep } from "node:timers/promises";

type Sql = (text: string) => Promise<unknown[]>;

/** Until a connection waits for another's lock, or what should wait for it is over. */
export async function waitsOrEnds(sql: Sql, work: Promise<unknown>): Promise<void> {
  let isOver = false;
  void work.then(
    () => {
      isOver = true;
    },
    () => {
      isOver = true;
    },
  );
  const waiting = () =>
    sql(
      `SELECT FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE a.datname = current_database() AND NOT l.granted`,
    );
  while (!isOver && (await waiting()).length === 0) await sleep(5);
}
