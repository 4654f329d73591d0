import { createLog } from "./adapters/log.ts";
import { env } from "./env.server.ts";

export const log = createLog(env.logLevel);
