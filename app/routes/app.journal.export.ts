import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseExportCommand } from "#app/domain/feed/export-command.ts";
import { refuse } from "#app/domain/result.ts";
import { formatOf, problemsOf } from "#app/exports/index.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { exportedBook } from "#app/queries/exported-book.ts";
import { grantDownload } from "#app/use-cases/feed/grant-download.ts";
import { barredFromMoney } from "#app/use-cases/shop/see-cost.ts";

export { answered as clientAction } from "#app/components/answered.ts";

/** Answers an address to fetch the file from; what a format cannot hold is said before anything is saved. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    const command = body.ok ? parseExportCommand(body.value) : body;
    if (!command.ok) return command;
    const bar = await barredFromMoney(ctx, "see-journal");
    if (bar) return refuse(bar);
    const format = formatOf(command.value.format);
    if (!format) return refuse({ code: "bad-field", at: ["format"] });
    const shop = { id: ctx.shopId, name: ctx.shop.name };
    const book = await exportedBook(ctx.database, shop, { ...command.value, madeAt: ctx.clock.now() });
    if (book.accounts.length === 0) return refuse({ code: "nothing-to-export" });
    const problems = problemsOf(format, book);
    if (problems.length > 0) return refuse(...problems.map(({ code, ...facts }) => ({ code, facts })));
    return grantDownload(ctx, command.value);
  });
}
