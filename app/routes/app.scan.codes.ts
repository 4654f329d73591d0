import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { ok } from "#app/domain/result.ts";
import { parseLookupCommand } from "#app/domain/scan/lookup-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { codeLookup } from "#app/queries/code-lookup.ts";

export { answered as clientAction } from "#app/components/answered.ts";

/** A POST although it only reads: a reading would be broken off whenever the form is kept or previewed. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseLookupCommand(body.value);
    return command.ok ? ok(await codeLookup(ctx, command.value.code)) : command;
  });
}
