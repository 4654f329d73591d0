import { z } from "zod";
import type { RejectionKind } from "#app/ports/book.ts";

export type Rejection = { kind: "rejected"; why: RejectionKind; code: string; vendorText: string };

/** Xero names its refusals by sentences alone; the first that fits says what a person can do about it. */
const sentences: { says: RegExp; why: RejectionKind; code: string }[] = [
  { says: /lock(ed)? date|locked period|period is locked/i, why: "period-closed", code: "LOCK_DATE" },
  { says: /\baccount\b/i, why: "mapping", code: "ACCOUNT" },
  { says: /tracking/i, why: "mapping", code: "TRACKING" },
  { says: /debits .*must equal/i, why: "invalid", code: "UNBALANCED" },
  { says: /at least two|two lines|two journal lines/i, why: "invalid", code: "LINES" },
];

export function rejectionOf(messages: string[]): Rejection {
  const vendorText = messages.join(" | ");
  const known = sentences.find(({ says }) => messages.some((message) => says.test(message)));
  const { why, code } = known ?? { why: "invalid" as const, code: "VALIDATION" };
  return { kind: "rejected", why, code, vendorText };
}

const failure = z.object({
  Type: z.string().nullish(),
  Message: z.string().nullish(),
  Title: z.string().nullish(),
  Detail: z.string().nullish(),
  Elements: z
    .array(z.object({ ValidationErrors: z.array(z.object({ Message: z.string() })).nullish() }))
    .nullish(),
});

/** The words of an answer that is no success; the whole body where it has none that we know. */
export function wordsOfFailure(text: string): string[] {
  const read = failure.safeParse(parsed(text));
  if (!read.success) return [text.slice(0, 300)];
  const { Elements, Message, Title, Detail } = read.data;
  const items = (Elements ?? []).flatMap(({ ValidationErrors }) => ValidationErrors ?? []);
  if (items.length > 0) return items.map((one) => one.Message);
  return [Detail ?? Message ?? Title ?? text.slice(0, 300)];
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A key that Xero saw with another body, or is still at work on: there was a first time. */
export function speaksOfKey(words: string[]): boolean {
  return words.some((one) => /idempot/i.test(one));
}

/** The token is good and its scopes are not enough: only a new consent helps. */
export function lacksScope(words: string[]): boolean {
  return words.some((one) => /AuthorizationUnsuccessful|insufficient_scope/i.test(one));
}
