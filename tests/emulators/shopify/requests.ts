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
};

export function createRequestLog(): RequestLog {
  let log: LoggedRequest[] = [];
  return {
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
