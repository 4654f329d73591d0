import type { Problem } from "./problem.ts";

export type Result<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function refuse<T = never>(...problems: Problem[]): Result<T> {
  return { ok: false, problems };
}
