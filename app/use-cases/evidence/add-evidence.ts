import { createHash } from "node:crypto";
import {
  findEvidence,
  findHolder,
  findRoom,
  insertEvidence,
  lockWish,
  type NewEvidence,
  type Room,
} from "#app/db/evidence.ts";
import { inShop, inShopTransaction, isCheckViolation, type Tx } from "#app/db/in-shop-transaction.ts";
import { barOf } from "#app/domain/approval/role.ts";
import type { AddEvidenceCommand } from "#app/domain/evidence/evidence-command.ts";
import { fileNameOf } from "#app/domain/evidence/file-name.ts";
import { barToAdd } from "#app/domain/evidence/holder.ts";
import { readFile } from "#app/domain/evidence/read-file.ts";
import { limits } from "#app/domain/limits.ts";
import type { Problem } from "#app/domain/problem.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { noteAct } from "../audit/note-act.ts";
import type { ShopContext } from "../shop-context.ts";

export type AddedEvidence = { id: string; sha256: string; size: number; name: string; first: boolean };

/**
 * Keeps a photo or file and says whose it is. The bytes first, by what they are; then the row and its event,
 * together.
 */
export async function addEvidence(
  ctx: ShopContext,
  command: AddEvidenceCommand,
  bytes: Uint8Array,
): Promise<Result<AddedEvidence>> {
  const { person } = ctx;
  const bar = barOf(person, "evidence") ?? barOf(person, "request");
  if (!person || bar) return refuse(bar ?? { code: "may-not-write-off" });
  const read = readFile(bytes);
  if (!read.ok) return read;
  const { kept, mediaType, width, height } = read.value;
  const fileName = fileNameOf(command.name, mediaType);
  const owner = { kind: command.ownerKind, id: command.ownerId };
  const sha256 = new Uint8Array(createHash("sha256").update(kept).digest());
  const named = { mediaType, fileName, width, height, addedBy: person.userId };
  const row: NewEvidence = { id: command.id, owner, sha256, ...named };
  const problem = await inShop(ctx.database, ctx.shopId, async (tx) => {
    const known = await findEvidence(tx, command.id);
    if (known) return known.erased ? ({ code: "file-erased" } as const) : null;
    const [room, holder] = await Promise.all([findRoom(tx, row), findHolder(tx, owner.id)]);
    return barToAdd(person, holder) ?? problemOf(room, row);
  });
  // Before the bytes: what was kept is kept for good.
  if (problem) return refuse(problem);
  const { size } = await ctx.files.keep(kept);
  try {
    return await inShopTransaction(ctx.database, ctx.shopId, (tx) => write(ctx, tx, { ...row, size }));
  } catch (error) {
    // Somebody else took the last place, or had the file erased, between our look and our row.
    if (isCheckViolation(error)) return refuse(tooMany());
    throw error;
  }
}

async function write(
  ctx: ShopContext,
  tx: Tx,
  row: NewEvidence & { size: number },
): Promise<Result<AddedEvidence>> {
  const answer = { id: row.id, sha256: hexOf(row.sha256), size: row.size, name: row.fileName };
  await lockWish(tx, row.owner.id);
  const known = await findEvidence(tx, row.id);
  if (known)
    return isSame(known, row) ? ok({ ...answer, first: false }) : refuse({ code: "id-taken", at: ["id"] });
  const [room, holder] = await Promise.all([findRoom(tx, row), findHolder(tx, row.owner.id)]);
  const problem = barToAdd(ctx.person, holder) ?? problemOf(room, row);
  if (problem) return refuse(problem);
  if (!(await insertEvidence(tx, ctx.shopId, row))) {
    const first = await findEvidence(tx, row.id);
    return first && isSame(first, row)
      ? ok({ ...answer, first: false })
      : refuse({ code: "id-taken", at: ["id"] });
  }
  await noteAct(ctx, tx, {
    kind: "evidence-added",
    // A line's photos are told with its document.
    subjectId: room.lineDocumentId ?? row.owner.id,
    facts: {
      evidence: row.id,
      owner: [row.owner.kind, row.owner.id],
      sha256: answer.sha256,
      size: row.size,
      mediaType: row.mediaType,
      ...(holder.stage === "decided" ? { later: true } : {}),
    },
  });
  return ok({ ...answer, first: true });
}

function problemOf(room: Room, { owner }: NewEvidence): Problem | null {
  if (owner.kind === "line" && !room.lineDocumentId) return { code: "not-found", at: ["ownerId"] };
  if (room.erased) return { code: "file-erased" };
  const isFull = room.atOwner >= limits.evidencePerOwner || room.today >= limits.evidencePerPersonAndDay;
  return isFull ? tooMany() : null;
}

function tooMany(): Problem {
  return { code: "too-many-files", facts: { most: limits.evidencePerOwner } };
}

function isSame(
  known: { ownerKind: string; ownerId: string; sha256: Uint8Array },
  row: NewEvidence,
): boolean {
  const isTheirs = known.ownerKind === row.owner.kind && known.ownerId === row.owner.id;
  return isTheirs && hexOf(known.sha256) === hexOf(row.sha256);
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
