import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { respondProblems } from "#app/http/respond.ts";
import { log } from "#app/log.server.ts";

type Args = LoaderFunctionArgs | ActionFunctionArgs;

const METHODS = ["GET", "HEAD"];

/** No page may reach this door from a browser, so it says nothing of other origins; and it only reads. */
export function feedDoor(work: (args: Args) => Promise<Response>): (args: Args) => Promise<Response> {
  return async (args) => {
    const { method } = args.request;
    if (method === "OPTIONS")
      return new Response(null, { status: 204, headers: { Allow: METHODS.join(", ") } });
    if (!METHODS.includes(method)) {
      const refused = respondProblems([{ code: "bad-method", facts: { methods: METHODS } }]);
      refused.headers.set("Allow", METHODS.join(", "));
      return refused;
    }
    return withAdvice(await worked(work, args));
  };
}

async function worked(work: (args: Args) => Promise<Response>, args: Args): Promise<Response> {
  try {
    return await work(args);
  } catch (error) {
    log.error({ error, path: new URL(args.request.url).pathname }, "A pull failed");
    return respondProblems([{ code: "our-mistake" }]);
  }
}

/** What a program looks for beside the status: how to show who it is, and when to come again. */
async function withAdvice(response: Response): Promise<Response> {
  if (response.status === 401) response.headers.set("WWW-Authenticate", 'Bearer realm="Lossbook feed"');
  if (response.status === 429 || response.status === 503) {
    const { problems } = (await response.clone().json()) as { problems: { facts?: { seconds?: number } }[] };
    response.headers.set("Retry-After", String(problems[0]?.facts?.seconds ?? 10));
  }
  return response;
}
