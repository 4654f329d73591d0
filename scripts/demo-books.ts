import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BookEmulator } from "../tests/emulators/accounting/emulator.ts";
import { startQuickbooks } from "../tests/emulators/quickbooks/server.ts";
import { startXero } from "../tests/emulators/xero/server.ts";
import { type AppDoors, connectThroughDoors, setUpThroughDoors } from "../tests/support/book-doors.ts";
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
export async function connectBooks(books: DemoBooks, app: AppDoors): Promise<void> {
  if (existsSync(marker)) return;
  const startsOn = `${new Date().toISOString().slice(0, 8)}01`;
  for (const [kind, book] of Object.entries(books)) {
    const bookId = await connectThroughDoors(app, kind, book.organisation(COMPANY).id);
    await setUpThroughDoors(app, bookId, { book, organisation: COMPANY, startsOn });
  }
  writeFileSync(marker, JSON.stringify({ company: COMPANY }));
}

export function receiverOf({ url }: BookEmulator): string {
  return `${url}/received`;
}
