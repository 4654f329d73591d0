import { Prisma } from "#app/db/generated/client.ts";
import { documentNumberOf } from "#app/domain/ids.ts";
import { toWireMoney, type WireMoney } from "./wire-money.ts";

/** One journal entry with its lines gathered per account: what a person compares with their books. */
export type EntryView = {
  id: string;
  causeKind: "adjustment" | "valuation";
  document: { id: string; number: string; reversal: boolean };
  accountingDate: string;
  eventDate: string;
  createdAt: string;
  lines: EntryLineView[];
  debit: WireMoney | null;
  credit: WireMoney | null;
};

export type EntryLineView = {
  role: string;
  accountName: string;
  accountCode: string;
  side: "D" | "C";
  amount: WireMoney | null;
};

export type EntryRow = {
  id: string;
  causeKind: EntryView["causeKind"];
  documentId: string;
  documentNumber: number;
  reversal: boolean;
  accountingDate: string;
  eventDate: string;
  createdAt: Date;
  currency: string;
  debitMinor: string;
  creditMinor: string;
  lines: { role: string; name: string | null; code: string | null; side: "D" | "C"; amountMinor: string }[];
};

/** The columns of an EntryRow for the entries `e`; debits stand before credits, as in every journal. */
export const entryColumns = Prisma.sql`
  e.id, e.cause_kind AS "causeKind", e.document_id AS "documentId", d.number AS "documentNumber",
  d.reverses_id IS NOT NULL AS reversal, to_char(e.accounting_date, 'YYYY-MM-DD') AS "accountingDate",
  to_char(e.event_date, 'YYYY-MM-DD') AS "eventDate", e.created_at AS "createdAt", e.currency,
  x."debitMinor", x."creditMinor", x.lines`;

export const entryLinesOf = Prisma.sql`
  JOIN document d ON d.shop_id = e.shop_id AND d.id = e.document_id
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(y.minor) FILTER (WHERE y.side = 'D'), 0)::text AS "debitMinor",
      coalesce(sum(y.minor) FILTER (WHERE y.side = 'C'), 0)::text AS "creditMinor",
      json_agg(json_build_object('role', y.role, 'side', y.side, 'amountMinor', y.minor::text,
        'name', a.name, 'code', a.code) ORDER BY y.side DESC, y.first) AS lines
    FROM (SELECT l.role, l.side, sum(l.amount_minor) AS minor, min(l.position) AS first
      FROM entry_line l WHERE l.shop_id = e.shop_id AND l.entry_id = e.id GROUP BY l.role, l.side) y
    LEFT JOIN account a ON a.shop_id = e.shop_id AND a.role = y.role) x`;

export function toEntryView(row: EntryRow, seesCost: boolean): EntryView {
  const money = (minor: string) => (seesCost ? toWireMoney(minor, row.currency) : null);
  return {
    id: row.id,
    causeKind: row.causeKind,
    document: {
      id: row.documentId,
      number: documentNumberOf(row.documentNumber),
      reversal: row.reversal,
    },
    accountingDate: row.accountingDate,
    eventDate: row.eventDate,
    createdAt: row.createdAt.toISOString(),
    lines: row.lines.map(({ role, name, code, side, amountMinor }) => ({
      role,
      accountName: name ?? role,
      accountCode: code ?? "",
      side,
      amount: money(amountMinor),
    })),
    debit: money(row.debitMinor),
    credit: money(row.creditMinor),
  };
}
