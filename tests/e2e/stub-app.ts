import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type StubApp = {
  url: string;
  asked: Asked[];
  knows(shopifyUrl: string): void;
  close(): Promise<void>;
};
export type Asked = { path: string; authorization: string | undefined };

/** The smallest app that an admin can embed: it leans on App Bridge alone, so App Bridge is what is tried. */
export async function startStubApp(): Promise<StubApp> {
  let shopifyUrl = "";
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? "", authorization: request.headers.authorization });
    answer(request, response, { shopifyUrl, asked });
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    asked,
    knows: (url) => {
      shopifyUrl = url;
    },
    close: () => closed(server),
  };
}

type Known = { shopifyUrl: string; asked: Asked[] };

function answer(request: IncomingMessage, response: ServerResponse, { shopifyUrl, asked }: Known): void {
  const { pathname } = new URL(request.url ?? "/", "http://stub");
  if (pathname === "/data/stale") stale(response, asked);
  else if (pathname.startsWith("/data/")) response.setHeader("Content-Type", "application/json").end("{}");
  else response.setHeader("Content-Type", "text/html").end(page(pathname, shopifyUrl));
}

/** The first token is never good enough; the library says so by this header. */
function stale(response: ServerResponse, asked: Asked[]): void {
  const times = asked.filter(({ path }) => path === "/data/stale").length;
  if (times === 1) response.writeHead(401, { "X-Shopify-Retry-Invalid-Session-Request": "1" });
  response.end(JSON.stringify({ times }));
}

function page(pathname: string, shopifyUrl: string): string {
  return `<!doctype html><html lang="en"><head><title>Stub</title>
<script src="${shopifyUrl}/app-bridge.js" data-api-key="emulated-api-key"></script></head>
<body><h1>Page ${pathname}</h1>
<ui-nav-menu><a href="/app" rel="home">Home</a>
<a href="/app/list">List</a><a href="/app/rules">Rules</a></ui-nav-menu>
<ui-title-bar title="Stub page">
<button variant="primary" onclick="document.title='made'">Make one</button></ui-title-bar>
<ui-save-bar id="bar">
<button variant="primary" onclick="document.title='saved';shopify.saveBar.hide('bar')"></button>
<button onclick="document.title='discarded';shopify.saveBar.hide('bar')"></button></ui-save-bar>
<ui-modal id="sure"><p>Are you sure?</p><ui-title-bar title="Sure"><button variant="primary"
onclick="document.title='yes';shopify.modal.hide('sure')">Yes</button></ui-title-bar></ui-modal>
<form data-save-bar onsubmit="event.preventDefault();document.title='sent'">
<label>Rule <input name="rule"></label></form>
</body></html>`;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
