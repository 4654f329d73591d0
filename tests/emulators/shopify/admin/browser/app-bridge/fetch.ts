import { host, isEmbedded } from "./host.ts";

const retryHeader = "X-Shopify-Retry-Invalid-Session-Request";
const reauthorizeHeader = "X-Shopify-API-Request-Failure-Reauthorize-Url";

/** Requests to the app's own origin carry a fresh ID token; a token found stale is replaced once. */
export function wrapFetch(): void {
  const plain = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    const isOwn = new URL(request.url).origin === location.origin;
    if (!isOwn || !isEmbedded() || request.headers.has("Authorization")) return plain(input, init);
    const again = request.clone();
    const first = await plain(await withToken(request));
    const answer = first.headers.has(retryHeader) ? await plain(await withToken(again)) : first;
    const elsewhere = answer.headers.get(reauthorizeHeader);
    if (elsewhere) void host("open", new URL(elsewhere, location.href).href, "_top");
    return answer;
  };
}

async function withToken(request: Request): Promise<Request> {
  const token = await host<string>("idToken");
  request.headers.set("Authorization", `Bearer ${token}`);
  request.headers.set("X-Requested-With", "XMLHttpRequest");
  return request;
}
