import type { LoaderFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { ok } from "#app/domain/result.ts";
import { answerPage } from "#app/http/respond.ts";
import { itemSearch } from "#app/queries/item-search.ts";

export { heard as clientLoader } from "#app/components/heard.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const words = new URL(request.url).searchParams.get("q") ?? "";
  return answerPage(async () => ok(await itemSearch(ctx, words)));
}
