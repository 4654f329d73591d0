import { insertAuditEvent } from "#app/db/audit-events.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { findQuestionSettings, markQuestionSettings } from "#app/db/recent-lines.ts";
import { lockSettings } from "#app/db/shop-settings.ts";
import type { QuestionsCommand } from "#app/domain/draft/questions-command.ts";
import { decimalsOf, isBookable, parseAmount } from "#app/domain/money.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { ShopContext } from "../shop-context.ts";
import { barredFromMoney } from "./see-cost.ts";

/** What people are asked before goods leave, from now on; who may relax the stock rules may relax this. */
export async function changeQuestions(
  ctx: ShopContext,
  command: QuestionsCommand,
): Promise<Result<QuestionsCommand>> {
  const { person } = ctx;
  if (!person?.mayWriteOff) return refuse({ code: "may-not-write-off" });
  const bar = await barredFromMoney(ctx, "settings");
  if (bar) return refuse(bar);
  const { currency } = ctx.shop;
  const { salvageFrom, doubledWithinHours } = command;
  const money = salvageFrom === null ? null : parseAmount(salvageFrom, currency);
  const at = ["salvageFrom"];
  if (salvageFrom !== null && !money)
    return refuse({ code: "too-many-decimals", at, facts: { currency, most: decimalsOf(currency) } });
  if (money && !isBookable(money)) return refuse({ code: "value-too-large", at });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    await lockSettings(tx);
    const was = await findQuestionSettings(tx);
    const settings = { doubledWithinHours, salvageFromMinor: money?.minor ?? null };
    await markQuestionSettings(tx, settings);
    const told = (one: typeof settings) => ({
      doubledWithinHours: one.doubledWithinHours,
      salvageFromMinor: one.salvageFromMinor?.toString() ?? null,
    });
    await insertAuditEvent(tx, ctx.shopId, {
      id: ctx.ids.next(),
      kind: "stock-policy-changed",
      subjectId: ctx.shopId,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: { ...told(settings), was: told(was) },
    });
    return ok(command);
  });
}
