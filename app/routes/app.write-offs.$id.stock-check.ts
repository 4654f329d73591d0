import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { answerPage } from "#app/http/respond.ts";
import { checkStock } from "#app/use-cases/stock-check/check-stock.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(() => checkStock(ctx, { documentId: params.id ?? "" }));
}
