import { amountOf, decimalsOf } from "#app/domain/money.ts";
import { accountNames } from "./account-names.ts";
import type { ExportFormat } from "./export-format.ts";
import { JOURNAL_TAGS, journalAccount, journalText, transactionOf } from "./journal-text.ts";

export const hledger: ExportFormat = {
  id: "hledger",
  name: "hledger",
  mediaType: "text/plain; charset=utf-8",
  extension: "journal",
  prefix: "",
  capabilities: {
    currencies: "many",
    decimalsMax: 4,
    accounts: "declared",
    span: "any",
    adviser: false,
    textMax: null,
  },
  begin: (book) => {
    const nameOf = accountNames(book.accounts, journalAccount);
    const names = new Set(book.accounts.map(({ role }) => nameOf(role)));
    return {
      opening: () =>
        [
          `; ${journalText(book.shopName)}, ${book.from} to ${book.to}`,
          "decimal-mark .",
          ...book.currencies.map((currency) => `commodity ${formatOf(currency)}`),
          ...[...names].map((name) => `account ${name}`),
          ...JOURNAL_TAGS.map((tag) => `tag ${tag}`),
          "\n",
        ].join("\n"),
      entry: (entry) => transactionOf(entry, nameOf),
      closing: () => "",
    };
  },
};

/** A commodity is declared with its decimal mark, also one that has no places after it. */
function formatOf(currency: string): string {
  const point = decimalsOf(currency) === 0 ? "." : "";
  return `${amountOf({ minor: 0n, currency })}${point} ${currency}`;
}
