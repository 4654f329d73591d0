import { randomUUID } from "node:crypto";
import type { startShopify } from "../emulators/shopify/server.ts";

type Shopify = Awaited<ReturnType<typeof startShopify>>;

const PAGES = ["", "/write-offs", "/journal", "/tasks", "/requests", "/settings", "/write-offs/new"];
const LANGUAGES = ["en", "es", "de"];

/**
 * What a process has grown to once people worked with it: a write-off, and pages in more than one language.
 */
export async function readPages(url: string, shopify: Shopify, count: number): Promise<void> {
  const authorization = () => `Bearer ${shopify.mintIdToken({ userId: "9000001" })}`;
  const id = randomUUID();
  const line = {
    itemId: "gid://shopify/InventoryItem/4100000001",
    locationId: "gid://shopify/Location/7000000001",
    quantity: 1,
    reasonId: "damaged",
  };
  const made = await fetch(`${url}/api/write-offs`, {
    method: "POST",
    headers: { authorization: authorization(), "content-type": "application/json" },
    body: JSON.stringify({ id, lines: [line] }),
  });
  if (made.status !== 201) throw new Error(`a write-off was answered ${made.status}`);
  const paths = [...PAGES, `/write-offs/${id}`];
  for (let page = 0; page < count; page += 1) {
    const headers = {
      authorization: authorization(),
      "accept-language": LANGUAGES[page % LANGUAGES.length] ?? "",
    };
    const answer = await fetch(`${url}/app${paths[page % paths.length]}`, { headers });
    const text = await answer.text();
    if (answer.status !== 200 || !text.includes("</html>"))
      throw new Error(`${answer.url}: ${answer.status}`);
  }
}
