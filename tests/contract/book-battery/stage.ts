import { randomUUID } from "node:crypto";
import { afterAll, beforeAll } from "vitest";
import type { Day } from "#app/domain/dates.ts";
import type {
  BookAccess,
  BookAccount,
  BookJournal,
  BookKind,
  BookLine,
  BookPort,
  BookTokens,
  BookVendor,
  SendAnswer,
} from "#app/ports/book.ts";
import type { BookEmulator, BookEmulatorOptions } from "#tests/emulators/accounting/emulator.ts";
import type { Journal, Organisation } from "#tests/emulators/accounting/ledger.ts";
import type { Issued } from "#tests/emulators/accounting/sign-ins.ts";

/** What a book brings along to be judged. */
export type BookUnderTest = {
  kind: BookKind;
  start(options: BookEmulatorOptions): Promise<BookEmulator>;
  /** The product's vendor, sent to the emulator, with the fetch that it shall use. */
  vendorOf(emulator: BookEmulator, calling: typeof fetch): BookVendor;
  options?: BookEmulatorOptions;
};

/** One organisation, opened as the product opens it, beside its ledger as the vendor holds it. */
export type Opened = {
  port: BookPort;
  ledger: Organisation;
  accounts: Record<"stock" | "loss" | "old" | "debtors", BookAccount>;
  /** Every delay the vendor asked for. */
  told: number[];
  /** Calls that have entered and not left. */
  inside(): number;
  entered(): number;
  wish(parts?: Partial<BookJournal> & { amountMinor?: bigint }): BookJournal;
  /** Everything that stands under a reference over there, whatever the port says. */
  standing(reference: string): Journal[];
};

export type Stage = {
  book: BookUnderTest;
  emulator(): BookEmulator;
  vendor(calling?: typeof fetch): BookVendor;
  open(organisation: string, parts?: Partial<BookAccess> & { fetch?: typeof fetch }): Promise<Opened>;
};

export const someDay: Day = "2026-11-20";

/** The organisations of the emulators' cast, by name. */
export const euros = "Mug Shop GmbH";
export const yen = "Yen Cafe KK";
export const dinars = "Dinar Souk WLL";
export const dollars = "Island Surf Inc";

export function bookStage(book: BookUnderTest): Stage {
  let running: BookEmulator | undefined;
  beforeAll(async () => {
    running = await book.start(book.options ?? {});
  });
  afterAll(async () => {
    await running?.close();
  });
  const emulator = (): BookEmulator => {
    if (!running) throw new Error("The emulated book has not started.");
    return running;
  };
  const vendor = (calling: typeof fetch = fetch): BookVendor => book.vendorOf(emulator(), calling);

  async function open(name: string, parts: Parameters<Stage["open"]>[1] = {}): Promise<Opened> {
    const ledger = emulator().organisation(name);
    const own = vendor(parts.fetch);
    let tokens: BookTokens = tokensOf(emulator().connect(ledger.id), emulator().now());
    let spent: string | null = null;
    const told: number[] = [];
    const count = { entered: 0, left: 0 };
    const port = own.open({
      organisationId: ledger.id,
      tokenOf: async () => {
        if (spent === tokens.accessToken) tokens = await own.signIn.refresh(tokens.refreshToken);
        return tokens.accessToken;
      },
      forget: async (token) => {
        spent = token;
      },
      pace: {
        enter: async () => {
          count.entered += 1;
          return async () => {
            count.left += 1;
          };
        },
        told: async (delayMs) => {
          told.push(delayMs);
        },
      },
      ...parts,
    });
    // Chosen from the chart by name, as a person would; a port that cannot list cannot do the rest either.
    const chart = await own
      .open({ ...calm(ledger.id), tokenOf: async () => tokens.accessToken })
      .listAccounts();
    const named = (wanted: string): BookAccount => {
      const found = chart.find((account) => account.name === wanted);
      if (!found) throw new Error(`${name} lists no account "${wanted}".`);
      return found;
    };
    const accounts = {
      stock: named("Stock on hand"),
      loss: named("Shrinkage: damaged"),
      old: named("Old shrinkage"),
      debtors: named("Trade debtors"),
    };
    return {
      port,
      ledger,
      accounts,
      told,
      inside: () => count.entered - count.left,
      entered: () => count.entered,
      wish: ({ amountMinor = 3_750n, ...parts } = {}) => ({
        reference: newReference(),
        date: someDay,
        currency: ledger.currency,
        memo: "WO-000001 damaged",
        lines: [
          lineOf(accounts.loss.id, "D", amountMinor, "Blue mug, 3 pieces"),
          lineOf(accounts.stock.id, "C", amountMinor, "Blue mug, 3 pieces"),
        ],
        ...parts,
      }),
      standing: (reference) =>
        ledger.journals.filter(
          ({ state, number, memo }) => state === "posted" && [number, memo.split(" ")[0]].includes(reference),
        ),
    };
  }

  return { book, emulator, vendor, open };
}

export function lineOf(accountId: string, side: BookLine["side"], amountMinor: bigint, memo = ""): BookLine {
  return { accountId, side, amountMinor, memo, dimensions: [] };
}

let references = 0;

/** As long as the product's own, and never the same twice. */
export function newReference(prefix = "LB"): string {
  references += 1;
  return `${prefix}-${String(references).padStart(6, "0")}`;
}

export function newKey(): string {
  return randomUUID();
}

export function sentOf(answer: SendAnswer) {
  if (answer.kind !== "sent") throw new Error(`It was not sent: ${JSON.stringify(answer)}`);
  return answer.journal;
}

/** What a journal books, in the same order and words whoever tells of it. */
export function bookingsOf({ lines }: { lines: BookLine[] }): string[] {
  return lines.map(({ accountId, side, amountMinor }) => `${side} ${accountId} ${amountMinor}`).sort();
}

export function ledgerBookingsOf({ lines }: Journal): string[] {
  return lines
    .map(({ accountId, minor }) => `${minor < 0n ? "C" : "D"} ${accountId} ${minor < 0n ? -minor : minor}`)
    .sort();
}

export function tokensOf(issued: Issued, now: number): BookTokens {
  const after = (seconds: number) => new Date(now + seconds * 1000);
  return {
    accessToken: issued.accessToken,
    refreshToken: issued.refreshToken,
    expiresAt: after(issued.expiresInS),
    refreshExpiresAt: after(issued.refreshExpiresInS),
    refreshHardExpiresAt: issued.hardExpiresInS === null ? null : after(issued.hardExpiresInS),
  };
}

function calm(organisationId: string): BookAccess {
  return {
    organisationId,
    tokenOf: () => Promise.reject(new Error("no token")),
    forget: async () => {},
    pace: { enter: async () => async () => {}, told: async () => {} },
  };
}
