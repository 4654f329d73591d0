import { type Html, html } from "../shopify/admin/html.ts";
import type { Exchange } from "../shopify/exchange.ts";

const style = html`<style>
  :root { color-scheme: light; font: 15px/1.45 system-ui, sans-serif; color: #1d2430; background: #f4f5f7 }
  body { margin: 0 auto; padding: 1rem; max-width: 62rem }
  h1 { font-size: 1.35rem } h2 { font-size: 1.05rem; margin-top: 2rem }
  section, .card { background: #fff; border: 1px solid #d9dde3; border-radius: 8px }
  section, .card { padding: .75rem 1rem; margin: .75rem 0 }
  .scroll { overflow-x: auto } table { border-collapse: collapse; width: 100% }
  th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid #eceff3; vertical-align: top }
  td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
  small, .quiet { color: #5c6675 } .bad { color: #a11 } .ended { opacity: .6; text-decoration: line-through }
  label.choice { display: block; padding: .4rem 0 } input { font: inherit; padding: .2rem .3rem }
  input.wide { width: 100%; box-sizing: border-box }
  button { font: inherit; padding: .3rem .8rem; border-radius: 6px; cursor: pointer }
  button { border: 1px solid #b8bfc9; background: #fff }
  button.main { background: #2b6cb0; border-color: #2b6cb0; color: #fff } summary { cursor: pointer }
</style>`;

export function sendPage(exchange: Exchange, status: number, title: string, body: Html): void {
  const page = html`<!doctype html><html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
    <link rel="icon" href="data:,">${style}</head>
    <body><h1>${title}</h1>${body}</body></html>`;
  const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };
  exchange.response.writeHead(status, headers).end(page.text);
}

export function redirect(exchange: Exchange, location: string): void {
  exchange.response.writeHead(303, { Location: location }).end();
}
