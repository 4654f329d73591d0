import type { z } from "zod";
import { limits } from "#app/domain/limits.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import { codeOf, type FieldError } from "./answer.ts";
import type { Call, Client } from "./client.ts";

export type Read<T> = { data: T; vendorClock: Date | null };

/**
 * Asks one question and reads its answer. A field may be missing from it only because Shopify denies it and
 * the reader can do without: anything else that is missing would be taken for an empty shelf.
 */
export async function read<V extends Record<string, unknown>, T>(
  client: Client,
  question: Call<V>,
  shape: z.ZodType<T>,
  mayBeDenied: readonly string[] = [],
): Promise<Read<T>> {
  const { answer, vendorClock } = await client.ask(question);
  for (const error of answer.errors) refuseUnless(isExpected(error, mayBeDenied), question, error);
  const parsed = shape.safeParse(answer.data);
  if (parsed.success) return { data: parsed.data, vendorClock };
  throw new AdapterError("refused", `${question.document.name}: unexpected answer: ${parsed.error.message}`);
}

function isExpected(error: FieldError, mayBeDenied: readonly string[]): boolean {
  if (codeOf(error) !== "ACCESS_DENIED") return false;
  const named = error.path?.filter((step) => typeof step === "string") ?? [];
  return mayBeDenied.some((field) => named.includes(field));
}

function refuseUnless(expected: boolean, question: { document: { name: string } }, error: FieldError): void {
  if (expected) return;
  const denied = codeOf(error) === "ACCESS_DENIED";
  throw new AdapterError(denied ? "refused" : "retry", `${question.document.name}: ${error.message}`, {
    delayMs: denied ? 0 : limits.resendDelayMs,
  });
}
