import type { RequestFacts } from "./world.ts";

export type LoggedRequest = RequestFacts & {
  /** What the caller got; null while running, 0 when the socket was dropped. */
  status: number | null;
  fault: string | null;
};

const LOG_MAX = 10_000;

export type RequestLog = {
  list(): readonly LoggedRequest[];
  add(request: RequestFacts): LoggedRequest;
  clear(): void;
  /** How many calls named this root field (or `oauth`). */
  count(operation: string): number;
  follow(answering: Promise<void>): Promise<void>;
  /** Resolves when nothing is under way, not even an effect whose caller heard its connection break. */
  quiet(): Promise<void>;
};

export function createRequestLog(): RequestLog {
  let log: LoggedRequest[] = [];
  const underWay = new Set<Promise<void>>();
  return {
    follow(answering) {
      const followed = answering.finally(() => underWay.delete(followed));
      underWay.add(followed);
      return followed;
    },
    async quiet() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
    list: () => log,
    add(request) {
      const logged = { ...request, status: null, fault: null };
      log.push(logged);
      if (log.length > LOG_MAX) log = log.slice(-LOG_MAX / 2);
      return logged;
    },
    clear: () => {
      log = [];
    },
    count: (operation) => log.filter((request) => request.operations.includes(operation)).length,
  };
}
