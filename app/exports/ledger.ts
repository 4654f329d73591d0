import { amountOf } from "#app/domain/money.ts";
import { accountNames } from "./account-names.ts";
import type { ExportFormat } from "./export-format.ts";
import { JOURNAL_TAGS, journalAccount, journalText, transactionOf } from "./journal-text.ts";

export const ledger: ExportFormat = {
  id: "ledger",
  name: "ledger",
  mediaType: "text/plain; charset=utf-8",
  extension: "ledger",
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
          ...book.currencies.flatMap((currency) => [
            `commodity ${currency}`,
            `    format ${amountOf({ minor: 0n, currency })} ${currency}`,
          ]),
          ...[...names].map((name) => `account ${name}`),
          ...JOURNAL_TAGS.map((tag) => `tag ${tag}`),
          "\n",
        ].join("\n"),
      entry: (entry) => transactionOf(entry, nameOf),
      closing: () => "",
    };
  },
};
