import { z } from "zod";
import { limits } from "#app/domain/limits.ts";
import type {
  AdjustAnswer,
  AdjustBody,
  AdjustRefusal,
  Caller,
  Lane,
  StockPlace,
} from "#app/ports/shopify.ts";
import type { Client } from "./client.ts";
import { ADJUST, type AdjustVariables } from "./documents/adjust.ts";
import type { CallFailure } from "./errors.ts";
import type { Answered } from "./outcome.ts";

const NO_CLOCK = new Date(0);

const payload = z.object({
  inventoryAdjustQuantities: z.object({
    inventoryAdjustmentGroup: z
      .object({
        id: z.string().min(1),
        changes: z.array(
          z.object({
            name: z.string(),
            item: z.object({ id: z.string() }).nullable(),
            location: z.object({ id: z.string() }).nullable(),
          }),
        ),
      })
      .nullable(),
    userErrors: z.array(
      z.object({ field: z.array(z.string()).nullish(), message: z.string(), code: z.string().nullish() }),
    ),
  }),
});

type Change = z.output<typeof row>;
type UserError = z.output<typeof payload>["inventoryAdjustQuantities"]["userErrors"][number];
const row =
  payload.shape.inventoryAdjustQuantities.shape.inventoryAdjustmentGroup.unwrap().shape.changes.element;

/** Shopify is still at work on this very key, or cannot serve now. */
const AGAIN = new Set(["SERVICE_UNAVAILABLE", "IDEMPOTENCY_CONCURRENT_REQUEST"]);

/** Sends one frozen call once. Whoever sends it again does so knowingly, with the same body and key. */
export async function adjust(
  client: Client,
  body: AdjustBody,
  { key, caller, lane }: { key: string; caller: Caller; lane: Lane },
): Promise<AdjustAnswer> {
  const outcome = await client.call({ document: ADJUST, variables: variablesOf(body, key), caller, lane });
  return outcome.kind === "answered" ? toAnswer(outcome, body) : toFailure(outcome);
}

function variablesOf(body: AdjustBody, key: string): AdjustVariables {
  return {
    key,
    quantityNames: [body.quantityName],
    input: {
      name: body.quantityName,
      reason: body.shopifyReason,
      referenceDocumentUri: body.reference,
      changes: body.changes.map(({ itemId, locationId, delta, changeFrom }) => ({
        inventoryItemId: itemId,
        locationId,
        delta,
        changeFromQuantity: changeFrom,
      })),
    },
  };
}

function toAnswer({ answer, vendorClock }: Answered, body: AdjustBody): AdjustAnswer {
  const read = payload.safeParse(answer.data);
  const told = answer.errors.map(({ message }) => message).join(" | ");
  if (!read.success) return { kind: "unanswered", why: told || `unexpected answer: ${read.error.message}` };
  const { inventoryAdjustmentGroup: group, userErrors } = read.data.inventoryAdjustQuantities;
  const refusals = userErrors.map((error) => toRefusal(error, body));
  const clock = vendorClock ?? NO_CLOCK;
  if (group) {
    const appliedPlaces = userErrors.length === 0 ? body.changes.map(placeOf) : placesIn(group.changes, body);
    return { kind: "applied", groupId: group.id, vendorClock: clock, appliedPlaces, refusals };
  }
  const again = userErrors.find(({ code }) => AGAIN.has(code ?? ""));
  if (again) return { kind: "again", delayMs: limits.resendDelayMs, code: again.code ?? "" };
  if (refusals.length > 0) return { kind: "refused", vendorClock: clock, refusals };
  return { kind: "unanswered", why: told || "neither a group nor an error" };
}

/** None at all when a row does not say where it happened: then nobody can tell which of them did. */
function placesIn(changes: Change[], body: AdjustBody): StockPlace[] {
  const rows = changes.filter(({ name }) => name === body.quantityName);
  if (rows.some(({ item, location }) => !item || !location)) return [];
  const happened = new Set(rows.map(({ item, location }) => `${item?.id} ${location?.id}`));
  return body.changes
    .filter(({ itemId, locationId }) => happened.has(`${itemId} ${locationId}`))
    .map(placeOf);
}

function placeOf({ itemId, locationId }: StockPlace): StockPlace {
  return { itemId, locationId };
}

/** `field` reads input, changes, 3, locationId where Shopify names a line at all. */
function toRefusal({ field, message, code }: UserError, body: AdjustBody): AdjustRefusal {
  const [, list, index] = field ?? [];
  const change = list === "changes" && index && /^\d+$/.test(index) ? Number(index) : null;
  return {
    code: code ?? "UNKNOWN",
    message,
    change: change !== null && change < body.changes.length ? change : null,
  };
}

function toFailure(failure: CallFailure): AdjustAnswer {
  switch (failure.kind) {
    case "busy":
      return { kind: "not-sent", why: "throttled", delayMs: failure.delayMs };
    case "unreachable":
      return { kind: "not-sent", why: "throttled", delayMs: limits.resendDelayMs };
    case "signed-out":
      return { kind: "not-sent", why: "signed-out", delayMs: 0 };
    case "denied":
      return { kind: "not-sent", why: "denied", delayMs: 0 };
    case "malformed":
      return {
        kind: "refused",
        vendorClock: NO_CLOCK,
        refusals: [{ code: failure.code, message: failure.why, change: null }],
      };
    case "unanswered":
      return { kind: "unanswered", why: failure.why };
  }
}
