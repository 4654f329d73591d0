import type { ExportedBook } from "#app/domain/journal/exported-entry.ts";
import { decimalsOf } from "#app/domain/money.ts";
import { beancount } from "./beancount.ts";
import { csv } from "./csv.ts";
import { datev } from "./datev.ts";
import type { ExportFormat } from "./export-format.ts";
import { hledger } from "./hledger.ts";
import { iif } from "./iif.ts";
import { ledger } from "./ledger.ts";

/** Every file the journal can leave as. */
export const EXPORT_FORMATS: readonly ExportFormat[] = [csv, ledger, hledger, beancount, datev, iif];

export function formatOf(id: string): ExportFormat | null {
  return EXPORT_FORMATS.find((format) => format.id === id) ?? null;
}

export function fileNameOf(format: ExportFormat, { from, to }: ExportedBook): string {
  return `${format.prefix}lossbook_${from}_${to}.${format.extension}`;
}

/** Why a book cannot be written in a format; each is something that a person can put right. */
export type ExportProblem =
  | { code: "several-currencies"; currencies: string[] }
  | { code: "currency-too-fine"; currencies: string[]; decimalsMax: number }
  | { code: "accounts-without-number"; roles: string[] }
  | { code: "longer-than-the-business-year"; yearStart: string }
  | { code: "adviser-unknown" };

export function problemsOf({ capabilities }: ExportFormat, book: ExportedBook): ExportProblem[] {
  const { decimalsMax } = capabilities;
  const tooFine = book.currencies.filter((currency) => decimalsOf(currency) > decimalsMax);
  const roles = book.accounts.filter(({ accountCode }) => !isNumber(accountCode)).map(({ role }) => role);
  const problems: (ExportProblem | false)[] = [
    capabilities.currencies === "one" &&
      book.currencies.length > 1 && { code: "several-currencies", currencies: book.currencies },
    tooFine.length > 0 && { code: "currency-too-fine", currencies: tooFine, decimalsMax },
    capabilities.accounts === "numbered" && roles.length > 0 && { code: "accounts-without-number", roles },
    capabilities.span === "business-year" &&
      !isWithinYear(book) && { code: "longer-than-the-business-year", yearStart: book.yearStart },
    capabilities.adviser && !isAdviser(book.adviser) && { code: "adviser-unknown" },
  ];
  return problems.filter((problem) => problem !== false);
}

/** What DATEV takes for the number of an account of the general ledger. */
function isNumber(code: string): boolean {
  return /^[0-9]{1,8}$/.test(code) && Number(code) > 0;
}

function isAdviser(adviser: ExportedBook["adviser"]): boolean {
  const { consultantNumber = 0, clientNumber = 0 } = adviser ?? {};
  const isConsultant = Number.isInteger(consultantNumber) && consultantNumber > 1_000;
  const isClient = Number.isInteger(clientNumber) && clientNumber > 0;
  return isConsultant && consultantNumber < 10_000_000 && isClient && clientNumber < 100_000;
}

function isWithinYear({ from, to, yearStart }: ExportedBook): boolean {
  const next = `${String(Number(yearStart.slice(0, 4)) + 1).padStart(4, "0")}${yearStart.slice(4)}`;
  return yearStart <= from && to < next;
}
