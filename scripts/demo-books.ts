import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BookEmulator } from "../tests/emulators/accounting/emulator.ts";
import { startQuickbooks } from "../tests/emulators/quickbooks/server.ts";
import { startXero } from "../tests/emulators/xero/server.ts";
import { demoFolder } from "./demo-record.ts";

export type DemoBooks = { quickbooks: BookEmulator; xero: BookEmulator };

/** The company in both of the emulated systems that keeps the demo shop's books. */
const COMPANY = "Mug Shop GmbH";
const marker = join(demoFolder, "books-connected.json");

export async function startBooks(ports: {
  app: number;
  quickbooks: number;
  xero: number;
}): Promise<DemoBooks> {
  const options = (kind: string, port: number) => ({
    port,
    dataFile: join(demoFolder, `${kind}.json`),
    redirectUris: [`http://localhost:${ports.app}/books/callback/${kind}`],
    paceScale: 1,
  });
  const quickbooks = await startQuickbooks(options("quickbooks", ports.quickbooks));
  const xero = await startXero(options("xero", ports.xero));
  return { quickbooks, xero };
}

/** What makes the app offer both. */
export function environmentOf({ quickbooks, xero }: DemoBooks): Record<string, string> {
  return {
    QUICKBOOKS_CLIENT_ID: quickbooks.client.id,
    QUICKBOOKS_CLIENT_SECRET: quickbooks.client.secret,
    QUICKBOOKS_ENVIRONMENT: "sandbox",
    QUICKBOOKS_EMULATOR_URL: quickbooks.url,
    XERO_CLIENT_ID: xero.client.id,
    XERO_CLIENT_SECRET: xero.client.secret,
    XERO_EMULATOR_URL: xero.url,
  };
}

export function ledgerPageOf(book: BookEmulator): string {
  return `${book.url}/books/${book.organisation(COMPANY).id}`;
}

/**
 * Connects both as the shop's owner would, through the very doors a person uses, once: whoever disconnects
 * one in the demo finds it disconnected when they come back.
 */
export async function connectBooks(
  books: DemoBooks,
  app: { url: string; tokenOfOwner(): string },
): Promise<void> {
  if (existsSync(marker)) return;
  for (const [kind, book] of Object.entries(books)) await connect(app, kind, book);
  writeFileSync(marker, JSON.stringify({ company: COMPANY }));
}

type App = Parameters<typeof connectBooks>[1];

async function connect(app: App, kind: string, book: BookEmulator): Promise<void> {
  const { id, accounts } = book.organisation(COMPANY);
  const { state } = await act<{ state: string }>(app, "/app/books/sign-in", { kind });
  const signInId = await consent(app, state, id);
  const choice = `/app/books/choose/${signInId}/connection`;
  const { bookId } = await act<{ bookId: string }>(app, choice, { organisationId: id });
  await act(app, `/app/books/${bookId}/terms`, {
    stockBookedBy: "nobody",
    method: "perpetual",
    cadence: "document",
    startsOn: `${new Date().toISOString().slice(0, 8)}01`,
  });
  const accountOf = (name: string) => accounts.find((account) => account.name === name)?.id ?? null;
  await act(app, `/app/books/${bookId}/accounts`, {
    mappings: [
      { role: "inventory", accountId: accountOf("Stock on hand") },
      { role: "internal-use-expense", accountId: accountOf("Stock written down") },
      { role: "loss-other", accountId: accountOf("Stock written down") },
    ],
  });
  await act(app, `/app/books/${bookId}/start`, {});
}

/** Out to the vendor's consent page and back, as a browser goes. */
async function consent(app: App, state: string, organisation: string): Promise<string> {
  const start = await fetch(`${app.url}/books/start?state=${state}`);
  const [cookie = ""] = start.headers.getSetCookie().map((one) => one.split(";")[0] ?? "");
  const [, link = ""] = /<a href="([^"]+)"/.exec(await start.text()) ?? [];
  const agreed = await fetch(link.replaceAll("&amp;", "&"), {
    method: "POST",
    body: new URLSearchParams({ organisation, decision: "connect" }),
    redirect: "manual",
  });
  const back = await fetch(agreed.headers.get("location") ?? "", { headers: { cookie }, redirect: "manual" });
  const [, signInId] = /\/app\/books\/choose\/([0-9a-f-]+)/.exec(back.headers.get("location") ?? "") ?? [];
  if (!signInId) throw new Error(`The emulated books were not connected: ${back.status}`);
  return signInId;
}

async function act<T>({ url, tokenOfOwner }: App, path: string, command: object): Promise<T> {
  const response = await fetch(`${url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${tokenOfOwner()}`, "content-type": "application/json" },
    body: JSON.stringify(command),
  });
  const text = await response.text();
  const answer = response.ok ? JSON.parse(text) : { ok: false };
  if (!answer.ok) throw new Error(`${path} answered ${response.status}: ${text.slice(0, 300)}`);
  return answer.value as T;
}
