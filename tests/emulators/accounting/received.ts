import { html } from "../shopify/admin/html.ts";
import type { Exchange } from "../shopify/exchange.ts";
import { sendPage } from "./layout.ts";

type Post = { at: string; id: string; signature: string; body: string };

const KEPT_MAX = 50;
const SHOWN_MAX = 4_000;

/**
 * A merchant's own server beside the books: whatever is posted to `/received` is taken, and the same address
 * shows it. False: not that address.
 */
export function createReceived(): (exchange: Exchange) => Promise<boolean> {
  const posts: Post[] = [];
  return async (exchange) => {
    if (exchange.path !== "/received") return false;
    if (exchange.method === "POST") {
      posts.unshift(await postOf(exchange));
      posts.length = Math.min(posts.length, KEPT_MAX);
      exchange.response.writeHead(204).end();
    } else show(exchange, posts);
    return true;
  };
}

async function postOf(exchange: Exchange): Promise<Post> {
  const said = (name: string) => String(exchange.request.headers[name] ?? "");
  return {
    at: new Date().toISOString(),
    id: said("lossbook-delivery"),
    signature: said("lossbook-signature"),
    body: (await exchange.readBody()).toString("utf8"),
  };
}

function show(exchange: Exchange, posts: Post[]): void {
  const rows = posts.map(
    ({ at, id, signature, body }) => html`<section><h2>${id || "no delivery of ours"}</h2>
      <p class="quiet">${at} · ${signature || "not signed"}</p>
      <details><summary>What was sent</summary><pre class="scroll">${pretty(body)}</pre></details></section>`,
  );
  const none = html`<p class="card">Nothing has come yet. Add this address as a webhook, or send a test to it.</p>`;
  sendPage(exchange, 200, "What was received", html`${posts.length === 0 ? none : rows}`);
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2).slice(0, SHOWN_MAX);
  } catch {
    return body.slice(0, SHOWN_MAX);
  }
}
