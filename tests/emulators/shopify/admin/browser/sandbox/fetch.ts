import type { Call } from "../rpc.ts";

/** Relative addresses are the app's; the app's own origin gets the person's ID token, nobody else does. */
export function wrapFetch(appUrl: string | null, host: Call): void {
  const plain = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const href = input instanceof Request ? input.url : String(input);
    if (/^shopify:\/*admin\/api\/(?:[\w-]+\/)?graphql\.json$/.test(href)) {
      return directApi(String(init?.body ?? "{}"), host);
    }
    if (!appUrl) throw new TypeError("The app has no address here.");
    if (input instanceof Request) return plain(await withToken(input, appUrl, host));
    const request = new Request(new URL(href, appUrl), init);
    return plain(await withToken(request, appUrl, host));
  };
}

async function withToken(request: Request, appUrl: string, host: Call): Promise<Request> {
  const isApp = new URL(request.url).origin === new URL(appUrl).origin;
  if (!isApp || request.headers.has("Authorization")) return request;
  request.headers.set("Authorization", `Bearer ${await host<string>("idToken")}`);
  return request;
}

async function directApi(body: string, host: Call): Promise<Response> {
  const answer = await host("query", JSON.parse(body));
  return new Response(JSON.stringify(answer), { headers: { "Content-Type": "application/json" } });
}
