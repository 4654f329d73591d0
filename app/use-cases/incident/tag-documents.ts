import {
  inShop,
  inShopTransaction,
  isCheckViolation,
  isUniqueViolation,
  type Tx,
} from "#app/db/in-shop-transaction.ts";
import {
  countIncidentDocuments,
  deleteTags,
  findTagging,
  listTags,
  lockIncident,
  upsertTags,
  wasEverUnder,
} from "#app/db/incidents.ts";
import { barElsewhere, barOf } from "#app/domain/approval/role.ts";
import type { TagDocumentsCommand } from "#app/domain/incident/incident-command.ts";
import { limits } from "#app/domain/limits.ts";
import type { Problem } from "#app/domain/problem.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { noteAct } from "../audit/note-act.ts";
import type { PersonContext, ShopContext } from "../shop-context.ts";
import { fingerprintOf } from "../write-off/fingerprint.ts";

/** How many belong there that did not before; what belonged to another incident is moved. */
export type Tagged = { tagged: number };

type Tags = Awaited<ReturnType<typeof listTags>>;

/** Puts documents under an incident, or takes them out of theirs: all of them, or none. */
export async function tagDocuments(ctx: ShopContext, command: TagDocumentsCommand): Promise<Result<Tagged>> {
  const { person } = ctx;
  const bar = barOf(person, "write-off");
  if (!person || bar) return refuse(bar ?? { code: "may-not-write-off" });
  const most = limits.bulkDocumentsMax;
  if (command.documentIds.length > most) return refuse({ code: "too-many-documents", facts: { most } });
  return inOneGo(ctx, command, async (tx) => {
    const bars = await lockedBar(tx, command.incidentId);
    const known = await listTags(tx, command.documentIds);
    // Asked after the tags were read: whose wish moved them meanwhile has left its act, too.
    const first = await answerAgain(tx, command);
    if (first) return first;
    if (bars) return refuse(bars);
    if (known.length < command.documentIds.length) return refuse({ code: "not-found", at: ["documentIds"] });
    return tagIn(ctx, tx, person, { ...command, moving: known });
  });
}

/**
 * The incident that a form names. Sent again after a lost answer, its document stays where somebody has put
 * it since, also under none.
 */
export async function tagSubmitted(
  ctx: ShopContext,
  { documentId, incidentId, first }: { documentId: string; incidentId: string; first: boolean },
): Promise<Result<Tagged>> {
  const { person } = ctx;
  const bar = barOf(person, "write-off");
  if (!person || bar) return refuse(bar ?? { code: "may-not-write-off" });
  const wish = { id: ctx.ids.next(), incidentId, documentIds: [documentId] };
  return inOneGo(ctx, wish, async (tx) => {
    const bars = await lockedBar(tx, incidentId);
    const moving = await listTags(tx, [documentId]);
    const isElsewhere = moving.some((tag) => tag.incidentId !== null && tag.incidentId !== incidentId);
    if (!first && (isElsewhere || (await wasEverUnder(tx, { incidentId, documentId }))))
      return ok({ tagged: 0 });
    return bars ? refuse(bars) : tagIn(ctx, tx, person, { ...wish, moving });
  });
}

async function inOneGo(
  ctx: ShopContext,
  command: TagDocumentsCommand,
  go: (tx: Tx) => Promise<Result<Tagged>>,
): Promise<Result<Tagged>> {
  try {
    return await inShopTransaction(ctx.database, ctx.shopId, go);
  } catch (error) {
    // The incident they are taken out of is closed.
    if (isCheckViolation(error)) return refuse({ code: "incident-closed" });
    if (!isUniqueViolation(error)) throw error;
    const first = await inShop(ctx.database, ctx.shopId, (tx) => answerAgain(tx, command));
    return first ?? refuse({ code: "id-taken", at: ["id"] });
  }
}

/** Whoever changes it or its documents comes one after the other. */
async function lockedBar(tx: Tx, incidentId: string | null): Promise<Problem | null> {
  if (incidentId === null) return null;
  const incident = await lockIncident(tx, incidentId);
  if (!incident) return { code: "not-found", at: ["incidentId"] };
  return incident.closedAt ? { code: "incident-closed" } : null;
}

/** The same wish again would undo what somebody did since. */
async function answerAgain(tx: Tx, command: TagDocumentsCommand): Promise<Result<Tagged> | null> {
  const first = await findTagging(tx, command.id);
  if (!first) return null;
  return first.fingerprint === fingerprintOf(command)
    ? ok({ tagged: first.tagged })
    : refuse({ code: "id-taken", at: ["id"] });
}

type Move = TagDocumentsCommand & { moving: Tags };

async function tagIn(
  ctx: ShopContext,
  tx: Tx,
  person: PersonContext,
  { moving: known, ...wish }: Move,
): Promise<Result<Tagged>> {
  const { id, incidentId } = wish;
  const moving = known.filter((tag) => tag.incidentId !== incidentId);
  if (moving.length === 0) return ok({ tagged: 0 });
  for (const { submittedBy, locations } of moving) {
    const away = submittedBy === person.userId ? null : barElsewhere(person, locations);
    if (away) return refuse({ ...away, at: ["documentIds"] });
  }
  const ids = moving.map(({ documentId }) => documentId);
  if (incidentId === null) await deleteTags(tx, ids);
  else {
    const most = limits.documentsPerIncident;
    const there = await countIncidentDocuments(tx, incidentId);
    if (there + ids.length > most) return refuse({ code: "incident-full", facts: { most } });
    await upsertTags(tx, ctx.shopId, { incidentId, documentIds: ids, personId: person.userId });
  }
  const left = [...new Set(moving.flatMap((tag) => tag.incidentId ?? []))];
  const fingerprint = fingerprintOf(wish);
  const subjects = [...(incidentId ? [incidentId] : []), ...left];
  for (const subjectId of subjects) {
    const joined = subjectId === incidentId ? ids : [];
    const gone = moving.filter((tag) => tag.incidentId === subjectId).map(({ documentId }) => documentId);
    const facts = { joined, left: gone, tagged: ids.length };
    // The first has the id of the wish and what it was, by which it is known when it comes again.
    const known = subjectId === subjects[0] ? { id, facts: { ...facts, fingerprint } } : { facts };
    await noteAct(ctx, tx, { kind: "incident-tagged", subjectId, ...known });
  }
  return ok({ tagged: ids.length });
}
