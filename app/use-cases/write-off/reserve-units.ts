import type { Tx } from "#app/db/in-shop-transaction.ts";
import { lockBalances, moveBalances } from "#app/db/line-balances.ts";
import { invariant } from "#app/domain/invariant.ts";
import type { Problem } from "#app/domain/problem.ts";
import { leftToReverse } from "#app/domain/write-off/original.ts";
import type { WriteOffPlan } from "#app/domain/write-off/plan.ts";

/** Units are promised to this reversal before it begins; whoever comes second is told what is left. */
export async function reserveUnits(tx: Tx, plan: WriteOffPlan): Promise<Problem[]> {
  const forward = plan.kind === "found";
  const wanted = plan.lines.flatMap((line) => {
    invariant(line.reverses, "a reversal's lines say what they undo");
    const { lineId, rootLineId } = line.reverses;
    const own = { lineId, units: line.quantity, at: line.position };
    return forward && rootLineId !== lineId ? [own, { ...own, lineId: rootLineId }] : [own];
  });
  const balances = await lockBalances(tx, [...new Set(wanted.map((one) => one.lineId))]);
  const problems: Problem[] = [];
  for (const one of wanted) {
    const left = leftToReverse(balances.get(one.lineId) ?? null);
    if (one.units <= left) continue;
    const facts = { asked: one.units, left };
    const code = left === 0 ? "nothing-to-reverse" : "more-than-reversible";
    problems.push({ code, at: ["lines", one.at, "quantity"], facts });
  }
  if (problems.length > 0) return problems;
  await moveBalances(
    tx,
    wanted.map((one) => ({ lineId: one.lineId, reserved: one.units, reversed: 0 })),
  );
  return [];
}
