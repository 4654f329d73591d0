import type { LoaderFunctionArgs } from "@remix-run/node";
import { bouncePolicy } from "#app/content-policy.server.ts";
import { sentence } from "#app/i18n.ts";
import { appBridgeUrl, shopify } from "#app/shopify.server.ts";

const APP_BRIDGE = "https://cdn.shopify.com/shopifycloud/app-bridge.js";

/**
 * The library's own pages: a fresh ID token for a page that came without one, and the way out of the frame.
 */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  const url = new URL(request.url);
  // Nobody types a shop's address here: the app is opened in the admin, where Shopify says whose it is.
  if (!["/auth/session-token", "/auth/exit-iframe"].includes(url.pathname)) {
    return new Response(sentence("common:openInAdmin"), {
      status: url.pathname === "/auth/login" ? 200 : 404,
    });
  }
  const headers = new Headers(request.headers);
  headers.delete("user-agent");
  try {
    await shopify.authenticate.admin(new Request(request.url, { headers }));
  } catch (answer) {
    if (answer instanceof Response) return ours(answer, request);
    return new Response(sentence("common:wrongWay"), { status: 400 });
  }
  throw new Error("The library answers its own pages with a Response");
}

async function ours(answer: Response, request: Request): Promise<Response> {
  const headers = new Headers(answer.headers);
  headers.delete("Link");
  if (!headers.get("content-type")?.startsWith("text/html")) {
    return new Response(answer.body, { status: answer.status, headers });
  }
  headers.set("Content-Security-Policy", bouncePolicy(request));
  const page = (await answer.text()).replace(APP_BRIDGE, appBridgeUrl);
  return new Response(`<!doctype html><title>Lossbook</title>${page}`, { status: answer.status, headers });
}
