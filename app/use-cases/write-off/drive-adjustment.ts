import type { OpenAttempt } from "#app/db/attempts.ts";
import type { DocumentHead } from "#app/db/documents.ts";
import { mayRepeat, provesNoEffect } from "#app/domain/adjustment/level-proof.ts";
import { limits } from "#app/domain/limits.ts";
import { isSetAside } from "#app/domain/write-off/taken-from.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { ShopContext } from "../shop-context.ts";
import { endUninstalled, endUnknown, endUnsent, endWithoutEffect } from "./end-attempt.ts";
import type { Held } from "./held.ts";
import { isInstalled } from "./is-installed.ts";
import { makeAttempt } from "./make-attempt.ts";
import { readInParts } from "./read-in-parts.ts";
import { sendAttempt } from "./send-attempt.ts";

/**
 * One step towards an end; `more` when the document is not settled as a whole. `later` waits for something
 * outside; `lost` means another holds it now.
 */
export type Step =
  | { kind: "ended"; more: boolean }
  | { kind: "lost" }
  | { kind: "go-on"; held: Held }
  | { kind: "later"; held: Held; delayMs: number };

export async function driveAdjustment(ctx: ShopContext, document: DocumentHead, held: Held): Promise<Step> {
  try {
    return await step(ctx, document, held);
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    return unread(ctx, document, { ...held, announced: false }, error);
  }
}

/**
 * A shop that does not let itself be read may do so later; but nobody waits for ever for what may never come.
 */
async function unread(
  ctx: ShopContext,
  document: DocumentHead,
  held: Held,
  error: AdapterError,
): Promise<Step> {
  const { attempt } = held;
  if (attempt?.openSends) {
    if (attempt.ageMs > limits.resendAgeMsMax) return endUnknown(ctx, document, held);
  } else if (document.ageMs > limits.endUnsentAfterMs) {
    return endUnsent(ctx, document, held, { code: "shopify-unreachable" });
  }
  ctx.log.warn(
    { documentId: document.id, kind: error.kind },
    "Shopify could not be read; the document waits",
  );
  return { kind: "later", held, delayMs: Math.max(error.delayMs, leastDelayMsAfter(error)) };
}

/** Who is told how long to wait waits that long; who is not told leaves Shopify time to recover. */
function leastDelayMsAfter(error: AdapterError): number {
  if (error.putOff) return limits.busyDelayMs;
  return error.kind === "retry" ? limits.readAgainMs : limits.signedOutRetryMs;
}

async function step(ctx: ShopContext, document: DocumentHead, held: Held): Promise<Step> {
  const { attempt } = held;
  if (attempt && held.announced) return sendAttempt(ctx, document, held, attempt);
  // The first send asks the same question in the statement that marks it.
  if (attempt?.sends !== 0 && !(await isInstalled(ctx))) return endUninstalled(ctx, document, held);
  if (!attempt) return makeAttempt(ctx, document, held);
  if (attempt.proofNeeded) return prove(ctx, document, held, attempt);
  if (attempt.openSends === 0) return sendAttempt(ctx, document, held, attempt);
  return repeat(ctx, document, held, attempt);
}

/**
 * The same key and the same body again, while Shopify still remembers the key and nothing speaks against it.
 */
async function repeat(
  ctx: ShopContext,
  document: DocumentHead,
  held: Held,
  attempt: OpenAttempt,
): Promise<Step> {
  if (attempt.ageMs > limits.resendAgeMsMax) return prove(ctx, document, held, attempt);
  if (!(await isTrueOfAll(ctx, attempt, mayRepeat))) return endUnknown(ctx, document, held);
  return sendAttempt(ctx, document, held, attempt);
}

/**
 * What is not proved now cannot be proved later, because levels only get newer; what is must outlast the
 * call.
 */
async function prove(
  ctx: ShopContext,
  document: DocumentHead,
  held: Held,
  attempt: OpenAttempt,
): Promise<Step> {
  if (!(await isTrueOfAll(ctx, attempt, provesNoEffect))) return endUnknown(ctx, document, held);
  const stillInFlightMs = limits.callsInFlightMs - attempt.sinceLastSendMs;
  if (stillInFlightMs > 0) return { kind: "later", held, delayMs: Math.ceil(stillInFlightMs) };
  return endWithoutEffect(ctx, held, attempt);
}

/** Of every level in the body, or of none: the first part that says no spares reading the others. */
async function isTrueOfAll(
  ctx: ShopContext,
  attempt: OpenAttempt,
  claim: typeof mayRepeat | typeof provesNoEffect,
): Promise<boolean> {
  let holds = true;
  const { quantityName, changes: every } = attempt.body;
  const aside = isSetAside(quantityName) ? [quantityName] : [];
  await readInParts(
    ctx,
    every.map((change) => ({ ...change, aside })),
    (part) => ctx.shopify.readShelf(part, ctx.person ? "person" : "batch"),
    ({ levels }, changes) => {
      holds = claim({ ...attempt.body, changes }, levels, attempt.vendorClock);
      return holds;
    },
  );
  return holds;
}
