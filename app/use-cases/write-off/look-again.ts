import { hasEvidence } from "#app/db/evidence.ts";
import type { Tx } from "#app/db/in-shop-transaction.ts";
import { hasOtherLines } from "#app/db/recent-lines.ts";
import { floorBefore } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import type { Problem } from "#app/domain/problem.ts";
import type { Reason } from "#app/domain/reason/reason.ts";
import { doublesOf } from "#app/domain/write-off/doubles.ts";
import type { PlannedLine, WriteOffPlan } from "#app/domain/write-off/plan.ts";
import { openQuestions, problemOfQuestion, type Recent } from "#app/domain/write-off/question.ts";
import type { WriteOffCommand } from "#app/domain/write-off/write-off-command.ts";
import type { ShopContext } from "../shop-context.ts";
import { readRecentLines } from "./read-recent.ts";
import { Refused } from "./refused.ts";

type Seen = { reasons: Reason[]; recent: Recent | null };

/**
 * What may have become otherwise since it was read. The submits of a shop wait for each other at the number,
 * so whoever asks behind it sees the twin that came first; a photo stands still under the document's id.
 */
export function lookAgain(
  ctx: ShopContext,
  command: Pick<WriteOffCommand, "acknowledged">,
  plan: WriteOffPlan,
  seen: Seen,
): (tx: Tx) => Promise<void> {
  return async (tx) => {
    const problems = await Promise.all([
      photoGone(tx, plan, seen.reasons),
      doubledNow(ctx, tx, command, plan, seen),
    ]);
    if (problems.flat().length > 0) throw new Refused(problems.flat());
  };
}

async function photoGone(tx: Tx, plan: WriteOffPlan, reasons: Reason[]): Promise<Problem[]> {
  const needing = new Set(reasons.filter((reason) => reason.needsEvidence).map(({ id }) => id));
  const lines = plan.lines.filter((line) => needing.has(line.reasonId));
  if (lines.length === 0 || (await hasEvidence(tx, plan.id))) return [];
  return lines.map((line) => ({
    code: "evidence-needed",
    at: ["lines", line.position, "reasonId"],
    facts: { reason: line.reasonLabel },
  }));
}

/** All but a few commits are over with the first statement, which leaves with everything else. */
async function doubledNow(
  ctx: ShopContext,
  tx: Tx,
  { acknowledged }: Pick<WriteOffCommand, "acknowledged">,
  plan: WriteOffPlan,
  { recent }: Seen,
): Promise<Problem[]> {
  if (!recent || !acknowledged || recent.doubledWithinHours === 0) return [];
  const itemIds = [...new Set(plan.lines.map((line) => line.itemId))];
  const since = floorBefore(ctx.ids.next(), limits.sinceLookMs);
  const seenDocumentIds = [plan.id, ...new Set(recent.lines.map((line) => line.documentId))];
  if (!(await hasOtherLines(tx, { itemIds, since, seenDocumentIds }))) return [];
  const lines = await readRecentLines(tx, itemIds);
  const doubles = doublesOf(plan.id, plan.lines.map(toSaid), { ...recent, lines });
  return openQuestions(doubles, acknowledged).map(problemOfQuestion);
}

function toSaid(line: PlannedLine) {
  const { position, itemId, locationId, takenFrom, title, variantTitle, quantity, draftLineId } = line;
  return {
    position,
    takenFrom,
    command: { quantity, draftLineId: draftLineId ?? undefined },
    item: { title, variantTitle },
    location: { name: line.locationName },
    level: { itemId, locationId },
    reason: { id: line.reasonId },
  };
}
