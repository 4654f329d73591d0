import type { LoaderFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { ok } from "#app/domain/result.ts";
import { answerPage } from "#app/http/respond.ts";
import { codeLookup } from "#app/queries/code-lookup.ts";

export { heard as clientLoader } from "#app/components/heard.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const code = new URL(request.url).searchParams.get("code") ?? "";
  return answerPage(async () => ok(await codeLookup(ctx, code)));
}
