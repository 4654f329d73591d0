import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseDeliveryCommand } from "#app/domain/book/resolution-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { resolveDelivery } from "#app/use-cases/book/resolve-delivery.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseDeliveryCommand({ deliveryId: params.id, resolution: body.value });
    return command.ok ? resolveDelivery(ctx, command.value) : command;
  });
}
