import { GraphQLError, type GraphQLResolveInfo, getDirectiveValues } from "graphql";
import { waitFor } from "./faults.ts";
import { gid } from "./gid.ts";
import { forgetKey, recallKey, rememberOutcome } from "./idempotency.ts";
import { strangerMoves } from "./levels.ts";
import { type ErrorCode, messages } from "./messages.ts";
import { type Actor, type Group, nextId, type UserError } from "./state.ts";
import type { Asked, Outcome } from "./world.ts";

export type Payload = { inventoryAdjustmentGroup: Group | null; userErrors: UserError[] };

/** Runs one @idempotent inventory mutation: key first, then the moment itself, then the memory of it. */
export async function keyedMutation<Input extends object>(
  asked: Asked,
  info: GraphQLResolveInfo,
  call: { input: Input; changes: number; check(): void; apply(): Outcome },
): Promise<Payload> {
  const { world, shop, grant, fault } = asked;
  const key = keyOf(info);
  call.check();
  const keyed = { shop: shop.domain, key, fingerprint: JSON.stringify([info.fieldName, call.input]) };
  const recall = recallKey(world, keyed);
  if (recall.kind === "mismatch") return refusal("IDEMPOTENCY_KEY_PARAMETER_MISMATCH");
  if (recall.kind === "running") return refusal("IDEMPOTENCY_CONCURRENT_REQUEST");
  if (recall.kind === "failed") return refusal("IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED");
  if (recall.kind === "replay")
    return payloadOf({
      group: shop.groups.get(recall.remembered.groupId ?? "") ?? null,
      userErrors: recall.remembered.userErrors,
    });
  const effect = {
    shop,
    operation: info.fieldName,
    key,
    input: call.input as Record<string, unknown>,
    staffId: grant.staff?.id ?? null,
  };
  try {
    if (fault?.kind === "delay" && fault.phase !== "after") await waitFor(fault.ms);
    await waitFor(world.switches.adjustLatencyMsPerChange * call.changes);
    await world.hooks.beforeEffect?.(effect);
    const outcome = faulty(asked, call) ?? call.apply();
    if (outcome.group) shop.groups.set(outcome.group.id, outcome.group);
    if (isPassing(outcome)) forgetKey(world, keyed);
    else rememberOutcome(world, keyed, outcome);
    world.changed();
    await world.hooks.afterEffect?.({ ...effect, outcome });
    return payloadOf(
      fault?.kind === "user-error" ? { group: null, userErrors: [userError(fault.code)] } : outcome,
    );
  } catch (problem) {
    forgetKey(world, keyed);
    throw problem;
  }
}

export function userError(code: ErrorCode, field: string[] | null = null): UserError {
  return { field, message: messages[code], code };
}

/** Left out is not null: Shopify wants to see that comparing was given up on purpose. */
export function requireCompare(type: string, change: object): void {
  if ("changeFromQuantity" in change) return;
  throw new GraphQLError(`${type} must include the following argument: changeFromQuantity.`, {
    extensions: { code: "INVALID_FIELD_ARGUMENTS" },
  });
}

export function newGroup(
  asked: Asked,
  input: { reason: string; referenceDocumentUri?: string | null },
): Group {
  return {
    id: gid("InventoryAdjustmentGroup", nextId(asked.world.state)),
    createdAt: asked.world.now(),
    reason: input.reason,
    referenceDocumentUri: input.referenceDocumentUri ?? null,
    byApp: true,
    actor: actorOf(asked),
    changes: [],
  };
}

export function actorOf({ world, grant }: Asked): Actor {
  if (!grant.staff || world.switches.onlineActor === "app") return { kind: "app", name: world.app.title };
  const { id, firstName, lastName } = grant.staff;
  return { kind: "staff", name: `${firstName} ${lastName}`, staffId: id };
}

/** How many of the wrong lines Shopify names is one of the open questions. */
export function reported(asked: Asked, errors: UserError[]): UserError[] {
  const first = errors[0];
  if (!first || asked.world.switches.userErrors === "every-line") return errors;
  return [asked.world.switches.userErrors === "first" ? first : { ...first, field: null }];
}

function keyOf(info: GraphQLResolveInfo): string {
  const directive = info.schema.getDirective("idempotent");
  const node = info.fieldNodes[0];
  const given = directive && node ? getDirectiveValues(directive, node, info.variableValues) : undefined;
  if (!given)
    throw new GraphQLError("The @idempotent directive is required for this mutation but was not provided.", {
      extensions: { code: "BAD_REQUEST" },
    });
  const key = String(given.key);
  if (key.trim() === "")
    throw new GraphQLError("The idempotency key must not be empty.", { extensions: { code: "BAD_REQUEST" } });
  return key;
}

function faulty(asked: Asked, call: { input: object; apply(): Outcome }): Outcome | null {
  const { fault } = asked;
  if (fault?.kind === "user-error") return fault.effect ? call.apply() : refused(fault.code);
  if (fault?.kind !== "stale") return null;
  if (!fault.delta) return refused("CHANGE_FROM_QUANTITY_STALE");
  const target = firstPlace(call.input);
  if (target) strangerMoves(asked.world, { shop: asked.shop, ...target }, fault.delta);
  return null;
}

function firstPlace(input: object): { itemId: string; locationId: string } | null {
  const lines = (
    "changes" in input ? input.changes : "quantities" in input ? input.quantities : []
  ) as Record<string, unknown>[];
  const line = lines[0];
  if (!line) return null;
  const from = line.from as { locationId: string } | undefined;
  return { itemId: String(line.inventoryItemId), locationId: String(line.locationId ?? from?.locationId) };
}

const passing: ReadonlySet<string> = new Set(["SERVICE_UNAVAILABLE", "IDEMPOTENCY_CONCURRENT_REQUEST"]);

function isPassing({ group, userErrors }: Outcome): boolean {
  return group === null && userErrors.some((error) => passing.has(error.code));
}

function refused(code: ErrorCode): Outcome {
  return { group: null, userErrors: [userError(code)] };
}

function refusal(code: ErrorCode): Payload {
  return payloadOf(refused(code));
}

function payloadOf({ group, userErrors }: Outcome): Payload {
  return { inventoryAdjustmentGroup: group, userErrors };
}
