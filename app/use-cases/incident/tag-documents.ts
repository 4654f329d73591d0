import { inShopTransaction, isCheckViolation, type Tx } from "#app/db/in-shop-transaction.ts";
import { countIncidentDocuments, deleteTags, listTags, lockIncident, upsertTags } from "#app/db/incidents.ts";
import { barOf } from "#app/domain/approval/role.ts";
import type { TagDocumentsCommand } from "#app/domain/incident/incident-command.ts";
import { limits } from "#app/domain/limits.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { noteAct } from "../audit/note-act.ts";
import type { PersonContext, ShopContext } from "../shop-context.ts";

/** How many belong there that did not before; what belonged to another incident is moved. */
export type Tagged = { tagged: number };

/**
 * Puts documents under an incident, or takes them out of theirs: all of them, or none. `onlyIfNone`: what
 * belongs to another by now stays there.
 */
export async function tagDocuments(
  ctx: ShopContext,
  command: TagDocumentsCommand,
  { onlyIfNone = false } = {},
): Promise<Result<Tagged>> {
  const { person } = ctx;
  const bar = barOf(person, "write-off");
  if (!person || bar) return refuse(bar ?? { code: "may-not-write-off" });
  const most = limits.bulkDocumentsMax;
  if (command.documentIds.length > most) return refuse({ code: "too-many-documents", facts: { most } });
  try {
    return await inShopTransaction(ctx.database, ctx.shopId, (tx) =>
      tagIn(ctx, tx, person, { ...command, onlyIfNone }),
    );
  } catch (error) {
    // The incident they are taken out of is closed, or this one was closed meanwhile.
    if (isCheckViolation(error)) return refuse({ code: "incident-closed" });
    throw error;
  }
}

async function tagIn(
  ctx: ShopContext,
  tx: Tx,
  person: PersonContext,
  { incidentId, documentIds, onlyIfNone }: TagDocumentsCommand & { onlyIfNone: boolean },
): Promise<Result<Tagged>> {
  const incident = incidentId === null ? null : await lockIncident(tx, incidentId);
  if (incidentId !== null && !incident) return refuse({ code: "not-found", at: ["incidentId"] });
  if (incident?.closedAt) return refuse({ code: "incident-closed" });
  const known = await listTags(tx, documentIds);
  if (known.length < documentIds.length) return refuse({ code: "not-found", at: ["documentIds"] });
  const moving = known.filter(
    (tag) => tag.incidentId !== incidentId && !(onlyIfNone && tag.incidentId !== null),
  );
  if (moving.length === 0) return ok({ tagged: 0 });
  const ids = moving.map(({ documentId }) => documentId);
  if (incidentId === null) await deleteTags(tx, ids);
  else {
    const most = limits.documentsPerIncident;
    const there = await countIncidentDocuments(tx, incidentId);
    if (there + ids.length > most) return refuse({ code: "incident-full", facts: { most } });
    await upsertTags(tx, ctx.shopId, { incidentId, documentIds: ids, personId: person.userId });
  }
  const left = [...new Set(moving.flatMap((tag) => tag.incidentId ?? []))];
  for (const subjectId of [...(incidentId ? [incidentId] : []), ...left]) {
    const joined = subjectId === incidentId ? ids : [];
    const gone = moving.filter((tag) => tag.incidentId === subjectId).map(({ documentId }) => documentId);
    await noteAct(ctx, tx, { kind: "incident-tagged", subjectId, facts: { joined, left: gone } });
  }
  return ok({ tagged: ids.length });
}
