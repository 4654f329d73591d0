import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { answerPage } from "#app/http/respond.ts";
import { sendMailsAgain } from "#app/use-cases/news/choose-news.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(() => sendMailsAgain(ctx));
}
