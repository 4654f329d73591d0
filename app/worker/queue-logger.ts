import { Logger } from "graphile-worker";
import { log } from "#app/log.server.ts";

const LEVELS = { error: "error", warning: "warn", info: "debug", debug: "debug" } as const;

/** The queue's own lines, without what it would add of payloads. */
export const queueLogger = new Logger((scope) => (level, message) => {
  log[LEVELS[level]]({ queue: scope.label }, message);
});
