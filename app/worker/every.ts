import { log } from "#app/log.server.ts";

/**
 * Runs some work again and again, one round after the other; a round that fails is told and the next one
 * comes.
 */
export function every(ms: number, name: string, work: () => Promise<unknown>) {
  let stopped = false;
  let running: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout;
  const round = () => {
    running = work()
      .catch((error: unknown) => log.warn({ error, round: name }, "A round of the worker's own work failed"))
      .finally(() => {
        if (!stopped) timer = setTimeout(round, ms);
      });
  };
  timer = setTimeout(round, 0);
  return {
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
