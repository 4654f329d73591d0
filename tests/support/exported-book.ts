import fc from "fast-check";
import { ACCOUNT_ROLES } from "#app/domain/journal/account-role.ts";
import type { ExportedBook, ExportedEntry, ExportedLine } from "#app/domain/journal/exported-entry.ts";
import type { ExportFormat, Piece } from "#app/exports/export-format.ts";

/** What people, or those who wish us ill, may type where we ask for a note or a name. */
export const hostileWords: Record<string, string> = {
  "a new line that forges an entry": "broken\n2026-01-01 fake\n    A  1 USD\n    B\n",
  "every other kind of line end": "a\rb\r\nc\u2028d\u2029e\u0085f\u000bg\u000ch",
  "an escape and a NUL": "a\u0000b\u001b[2Jc\u0007",
  "marks that mean something": `"';#|\\/*!%~^&@{}()<>[2020-01-01]=[=2020-01-01]`,
  "tags that move an entry": "late, date:2020-01-01, date2:2020-01-01 :a:b: uuid:: 1+1 Payee: me",
  "an end of a quoted cell": '";"S";"EUR";;;;1;2;;0101;"x"\r\n',
  "tabs that make columns": "a\tb\t-5\tTRNS\r\nTRNS\t\tGENERAL JOURNAL\t01/01/2020\tBank\t9\n",
  "a formula": "=cmd|' /C calc'!A0",
  "a formula behind a tab and a space": "\t =1+1",
  "a formula in wide letters": "＝１＋１",
  "a formula behind an unseen mark": "\ufeff\u200b\u202e=1+1",
  "a formula behind a semicolon": 'x;"=1+1";-2;@SUM(1)',
  "plus, minus and at": "+1 -2 @me",
  "marks that turn writing": "\u202eevil\u202c\u2066x\u2069\u200f\u061c\ufeff",
  "four thousand letters": "m".repeat(4_000),
  "four thousand letters of four bytes": "😀".repeat(2_000),
  "half a letter": "a\ud800b\udc00c",
  "letters that Windows-1252 lacks": "łódź 棚卸 Ω ａｂｃ “quoted” € š ﬁ 😀 ＂；＂",
  "comments and directives": "; comment\n# x\n* y\n!TRNS\nENDTRNS\ninclude /etc/passwd\nalias a=b",
  "an escape at the end": "ends with \\",
  "nothing but spaces": " \t\u00a0\u3000 ",
};

export function exportedLine(parts: Partial<ExportedLine> = {}): ExportedLine {
  return {
    role: "shrinkage-damage",
    accountName: "Shrinkage: damage",
    accountCode: "5010",
    side: "D",
    amountMinor: 3750n,
    itemTitle: "Mug, blue",
    sku: "MUG-B",
    reasonLabel: "Damaged",
    family: "damage",
    locationName: "Main street",
    quantity: 3,
    disposal: null,
    note: "",
    ...parts,
  };
}

export const goods = { role: "inventory", accountName: "Inventory", accountCode: "1500", side: "C" } as const;

export function exportedEntry(parts: Partial<ExportedEntry> = {}): ExportedEntry {
  return {
    id: "01936f2e-7c1a-7b3d-8e4f-0123456789ab",
    causeKind: "adjustment",
    documentNumber: "WO-000001",
    reversal: false,
    accountingDate: "2026-03-10",
    eventDate: "2026-03-10",
    createdAt: new Date("2026-03-10T12:00:00Z"),
    currency: "EUR",
    memo: "Fell off the shelf",
    personName: "Ada Keller",
    lines: [exportedLine(), exportedLine(goods)],
    ...parts,
  };
}

/** A person's words in every place where a person has the word. */
export function entrySaying(words: string, parts: Partial<ExportedEntry> = {}): ExportedEntry {
  const typed = { itemTitle: words, sku: words, reasonLabel: words, locationName: words, note: words };
  const lines = (parts.lines ?? exportedEntry().lines).map((line) => ({ ...line, ...typed }));
  return exportedEntry({ memo: words, personName: words, ...parts, lines });
}

export function exportedBook(entries: ExportedEntry[], parts: Partial<ExportedBook> = {}): ExportedBook {
  const lines = new Map(entries.flatMap((entry) => entry.lines).map((line) => [line.role, line]));
  const days = entries.map(({ accountingDate }) => accountingDate).sort();
  const year = (days[0] ?? "2026").slice(0, 4);
  return {
    shopName: "The Mug Shop",
    currencies: [...new Set(entries.map(({ currency }) => currency))],
    accounts: [...lines.values()].map(({ role, accountName, accountCode }) => ({
      role,
      accountName,
      accountCode,
    })),
    from: `${year}-01-01`,
    to: `${year}-12-31`,
    madeAt: new Date("2027-01-05T08:15:30.042Z"),
    yearStart: `${year}-01-01`,
    adviser: null,
    ...parts,
  };
}

export function fileOf(format: ExportFormat, entries: ExportedEntry[], book = exportedBook(entries)): Buffer {
  const writer = format.begin(book);
  const pieces: Piece[] = [
    writer.opening(),
    ...entries.map((entry) => writer.entry(entry)),
    writer.closing(),
  ];
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece as string)));
}

/** Debit less credit of each key, in minor units; what is even is left out. */
export function balancesOf<Key>(postings: Iterable<readonly [Key, bigint]>): Map<Key, bigint> {
  const sums = new Map<Key, bigint>();
  for (const [key, minor] of postings) sums.set(key, (sums.get(key) ?? 0n) + minor);
  return new Map([...sums].filter(([, minor]) => minor !== 0n));
}

export function postingsOf(entries: ExportedEntry[]): [ExportedLine, bigint][] {
  return entries
    .flatMap(({ lines }) => lines)
    .map((line) => [line, line.side === "D" ? line.amountMinor : -line.amountMinor]);
}

/** Any letters there are, halves of letters and unseen marks included. */
export const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0x2fff }), fc.integer({ min: 0, max: 0x10ffff })), {
    maxLength: 60,
  })
  .map((codes) => String.fromCodePoint(...codes));

const words = fc.oneof(
  fc.constantFrom(...Object.values(hostileWords)),
  anyText,
  fc.string({ unit: fc.constantFrom(..."ab \t\r\n\"';,:#|=+-@[](){}\\\u2028\ufeff\ud800"), maxLength: 40 }),
);

const amount = fc.oneof(fc.bigInt({ min: 1n, max: 10_000n }), fc.bigInt({ min: 1n, max: 30_000_000_000n }));

const half = fc.record({ role: fc.constantFrom(...ACCOUNT_ROLES), amountMinor: amount });

/** Any balanced entry: several debits against several credits, an account on both sides included. */
const lines = fc
  .record({
    debits: fc.array(half, { minLength: 1, maxLength: 5 }),
    credits: fc.array(half, { minLength: 1, maxLength: 5 }),
    words: fc.array(words, { minLength: 4, maxLength: 4 }),
  })
  .map(({ debits, credits, words: [itemTitle = "", sku = "", reasonLabel = "", note = ""] }) => {
    const sum = (halves: { amountMinor: bigint }[]) => halves.reduce((all, one) => all + one.amountMinor, 0n);
    const missing = sum(debits) - sum(credits);
    const last = { role: "inventory", amountMinor: missing < 0n ? -missing : missing } as const;
    const typed = { itemTitle, sku, reasonLabel, note, locationName: itemTitle };
    return [
      ...debits.map((one) => ({ ...one, ...typed, side: "D" as const })),
      ...credits.map((one) => ({ ...one, ...typed, side: "C" as const })),
      ...(missing === 0n
        ? []
        : [{ ...last, ...typed, side: missing > 0n ? ("C" as const) : ("D" as const) }]),
    ];
  });

/** Some months of entries of one shop, whose accounts have whatever names and whatever numbers. */
export const journal = fc
  .record({
    currency: fc.constantFrom("EUR", "JPY", "USD"),
    names: fc.array(words, { minLength: ACCOUNT_ROLES.length, maxLength: ACCOUNT_ROLES.length }),
    entries: fc.array(
      fc.record({
        lines,
        memo: words,
        personName: words,
        day: fc.integer({ min: 1, max: 28 }),
        month: fc.integer({ min: 1, max: 12 }),
        reversal: fc.boolean(),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  })
  .map(({ currency, names, entries }) => {
    const two = (number: number) => String(number).padStart(2, "0");
    const accountOf = (role: (typeof ACCOUNT_ROLES)[number]) => {
      const at = ACCOUNT_ROLES.indexOf(role);
      return { accountName: names[at] ?? "", accountCode: String(4000 + (at % 12)) };
    };
    return entries
      .map(({ lines, day, month, ...entry }, index) =>
        exportedEntry({
          ...entry,
          id: `01936f2e-7c1a-7b3d-8e4f-${String(index).padStart(12, "0")}`,
          documentNumber: `WO-${String(index + 1).padStart(6, "0")}`,
          currency,
          accountingDate: `2026-${two(month)}-${two(day)}`,
          lines: lines.map((line) => exportedLine({ ...line, ...accountOf(line.role) })),
        }),
      )
      .sort((left, right) => (left.accountingDate < right.accountingDate ? -1 : 1));
  });
