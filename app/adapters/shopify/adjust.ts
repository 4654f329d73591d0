import { z } from "zod";
import { limits } from "#app/domain/limits.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type {
  AdjustAnswer,
  AdjustBody,
  AdjustRefusal,
  Caller,
  Lane,
  StockPlace,
} from "#app/ports/shopify.ts";
import type { Client } from "./client.ts";
import { ADJUST, ADJUST_MANY, type AdjustManyVariables } from "./documents/adjust.ts";
import { GROUP_ROWS } from "./documents/group-rows.ts";
import type { CallFailure } from "./errors.ts";
import type { Answered, CallOutcome } from "./outcome.ts";
import { read } from "./read.ts";
import { toQuantityName } from "./translate.ts";

const NO_CLOCK = new Date(0);

const row = z.object({
  name: z.string(),
  item: z.object({ id: z.string() }).nullable(),
  location: z.object({ id: z.string() }).nullable(),
});

const payload = z.object({
  inventoryAdjustQuantities: z.object({
    inventoryAdjustmentGroup: z
      .object({
        id: z.string().min(1),
        /** Missing where it was not asked for. */
        changes: z.array(row).optional(),
      })
      .nullable(),
    userErrors: z.array(
      z.object({ field: z.array(z.string()).nullish(), message: z.string(), code: z.string().nullish() }),
    ),
  }),
});

const groupRows = z.object({ node: z.object({ changes: z.array(row) }) });

type Row = z.output<typeof row>;
type UserError = z.output<typeof payload>["inventoryAdjustQuantities"]["userErrors"][number];

/** Shopify is still at work on this very key, or cannot serve now. */
const AGAIN = new Set(["SERVICE_UNAVAILABLE", "IDEMPOTENCY_CONCURRENT_REQUEST"]);

type Way = { key: string; caller: Caller; lane: Lane };

/** Sends one frozen call once. Whoever sends it again does so knowingly, with the same body and key. */
export async function adjust(client: Client, body: AdjustBody, way: Way): Promise<AdjustAnswer> {
  const outcome = await send(client, body, way);
  if (outcome.kind !== "answered") return toFailure(outcome);
  return toAnswer(outcome, body, (groupId) => rowsOf(client, groupId, body, way.lane));
}

/**
 * Waits for its few points in a batch too: what was just read to be sure of this call cost a hundred times
 * as many, and would have to be read again.
 */
function send(client: Client, body: AdjustBody, { key, caller, lane }: Way): Promise<CallOutcome> {
  const variables = variablesOf(body, key);
  const patience = { budgetMs: limits.budgetWaitMs, callMs: limits.callTimeoutMs };
  if (body.changes.length > limits.liveReadLinesMax)
    return client.call({ document: ADJUST_MANY, variables, caller, lane }, patience);
  const withRows = { ...variables, quantityNames: [toQuantityName(body.quantityName)] };
  return client.call({ document: ADJUST, variables: withRows, caller, lane }, patience);
}

async function rowsOf(client: Client, id: string, body: AdjustBody, lane: Lane): Promise<Row[]> {
  const variables = { id, quantityNames: [toQuantityName(body.quantityName)] };
  const question = { document: GROUP_ROWS, variables, caller: { kind: "app" }, lane } as const;
  return (await read(client, question, groupRows)).data.node.changes;
}

function variablesOf(body: AdjustBody, key: string): AdjustManyVariables {
  return {
    key,
    input: {
      name: toQuantityName(body.quantityName),
      reason: body.shopifyReason,
      referenceDocumentUri: body.reference,
      changes: body.changes.map(({ itemId, locationId, delta, changeFrom }) => ({
        inventoryItemId: itemId,
        locationId,
        delta,
        changeFromQuantity: changeFrom,
        ...(body.ledger ? { ledgerDocumentUri: body.ledger } : {}),
      })),
    },
  };
}

async function toAnswer(
  { answer, vendorClock }: Answered,
  body: AdjustBody,
  askRows: (groupId: string) => Promise<Row[]>,
): Promise<AdjustAnswer> {
  const read = payload.safeParse(answer.data);
  const told = answer.errors.map(({ message }) => message).join(" | ");
  if (!read.success) return { kind: "unanswered", why: told || `unexpected answer: ${read.error.message}` };
  const { inventoryAdjustmentGroup: group, userErrors } = read.data.inventoryAdjustQuantities;
  const refusals = userErrors.map((error) => toRefusal(error, body));
  const clock = vendorClock ?? NO_CLOCK;
  if (group) {
    const applied = { kind: "applied", groupId: group.id, vendorClock: clock, refusals } as const;
    if (userErrors.length === 0) return { ...applied, appliedPlaces: body.changes.map(placeOf) };
    try {
      return { ...applied, appliedPlaces: placesIn(group.changes ?? (await askRows(group.id)), body) };
    } catch (error) {
      // Something happened and nobody says what: the same key asks for the same answer again.
      if (error instanceof AdapterError) return { kind: "unanswered", why: error.message };
      throw error;
    }
  }
  const again = userErrors.find(({ code }) => AGAIN.has(code ?? ""));
  if (again) return { kind: "again", delayMs: limits.resendDelayMs, code: again.code ?? "" };
  if (refusals.length > 0) return { kind: "refused", vendorClock: clock, refusals };
  return { kind: "unanswered", why: told || "neither a group nor an error" };
}

/** None at all when a row does not say where it happened: then nobody can tell which of them did. */
function placesIn(changes: Row[], body: AdjustBody): StockPlace[] {
  const rows = changes.filter(({ name }) => name === toQuantityName(body.quantityName));
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
