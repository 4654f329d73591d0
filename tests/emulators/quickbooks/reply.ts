import { randomUUID } from "node:crypto";
import type { Reply } from "../shopify/exchange.ts";

/** What is refused, in Intuit's words. */
export type Refusal = { status?: number; code: string; message: string; detail: string; element?: string };

export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

export function refuse(code: string, message: string, detail: string, element?: string): never {
  throw new Refused({ code, message, detail, ...(element === undefined ? {} : { element }) });
}

export function ok(body: Record<string, unknown>, now: number): Reply {
  return { status: 200, body: { ...body, time: stampOf(now) }, headers: { intuit_tid: tid() } };
}

export function fault({ status = 400, code, message, detail, element }: Refusal, now: number): Reply {
  const error = { Message: message, Detail: detail, code, ...(element ? { element } : {}) };
  const body = { Fault: { Error: [error], type: "ValidationFault" }, time: stampOf(now) };
  return { status, body, headers: { intuit_tid: tid() } };
}

/** The gateway before the accounting service writes its faults in small letters. */
export function gatewayFault(refusal: Required<Omit<Refusal, "element">>, type: string): Reply {
  const { status, code, message, detail } = refusal;
  const words = `message=${message}; errorCode=${code.padStart(6, "0")}; statusCode=${status}`;
  const error = [{ message: words, detail, code, element: null }];
  return { status, body: { warnings: null, fault: { error, type } }, headers: { intuit_tid: tid() } };
}

/** To the second, with an offset, as Intuit writes moments. */
export function stampOf(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, "+00:00");
}

function tid(): string {
  return `1-${randomUUID()}`;
}
