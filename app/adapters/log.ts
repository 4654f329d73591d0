import { type DestinationStream, pino } from "pino";
import type { Log } from "#app/ports/log.ts";

const SECRET_KEY = /token|secret|password|authorization|cookie|e-?mail|hmac|^(body|payload|note|name)$/i;
const SECRETS_IN_TEXT: [RegExp, string][] = [
  [/eyJ[\w-]+\.[\w-]+\.[\w-]*/g, "[token]"],
  [/\bshp[a-z]{2,4}_[\w-]+/g, "[token]"],
  [/\bBearer\s+\S+/gi, "Bearer [token]"],
  [/\b(id_token|access_token|refresh_token|hmac)=[^&\s"]+/gi, "$1=[hidden]"],
  [/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, "[e-mail]"],
  [/(postgres(?:ql)?:\/\/[^:/\s]+:)[^@\s]+@/g, "$1[hidden]@"],
];
const DEPTH_MAX = 6;

/** Structured lines. Whatever is logged, tokens, e-mail addresses and bodies do not reach the output. */
export function createLog(level: string, destination?: DestinationStream): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => cleaned(fields, 0) as typeof fields,
      },
      hooks: { streamWrite: cleanText },
    },
    destination ?? pino.destination({ fd: 2, sync: true }),
  );
}

function cleaned(value: unknown, depth: number): unknown {
  if (value instanceof Error) return cleanedError(value, depth);
  if (value === null || typeof value !== "object") return typeof value === "bigint" ? String(value) : value;
  if (value instanceof Date) return value.toISOString();
  if (depth >= DEPTH_MAX || ArrayBuffer.isView(value)) return "[not shown]";
  if (Array.isArray(value)) return value.map((item) => cleaned(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      SECRET_KEY.test(key) ? "[hidden]" : cleaned(item, depth + 1),
    ]),
  );
}

function cleanedError(error: Error, depth: number): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  const code = (error as { code?: unknown }).code;
  return {
    name,
    message,
    stack,
    ...(code === undefined ? {} : { code: String(code) }),
    ...(cause === undefined ? {} : { cause: depth < DEPTH_MAX ? cleaned(cause, depth + 1) : "[not shown]" }),
  };
}

/** Errors quote what they met, so the finished line is searched too. */
function cleanText(line: string): string {
  return SECRETS_IN_TEXT.reduce((text, [secret, shown]) => text.replace(secret, shown), line);
}
