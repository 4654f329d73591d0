import { Decimal } from "decimal.js";
import { z } from "zod";
import { decimalsOf } from "#app/domain/money.ts";
import type { BookLine, RemoteJournal } from "#app/ports/book.ts";
import { type Chart, dayOfMoment, momentOf } from "./translate.setup.ts";

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");
const messages = z
  .array(z.object({ Message: text }))
  .nullish()
  .transform((list) => (list ?? []).map(({ Message }) => Message));

const line = z.object({
  LineAmount: z.number().catch(0),
  AccountID: text,
  AccountCode: text,
  Description: text,
  IsBlank: z.boolean().nullish(),
  Tracking: z
    .array(z.object({ TrackingCategoryID: text, TrackingOptionID: text, Name: text, Option: text }))
    .nullish(),
});

export type AnsweredJournal = z.output<typeof answeredJournal>;
const answeredJournal = z.object({
  ManualJournalID: text,
  Narration: text,
  Date: text,
  Status: text,
  UpdatedDateUTC: text,
  JournalLines: z.array(line).nullish(),
  HasErrors: z.boolean().nullish(),
  StatusAttributeString: text,
  ValidationErrors: messages,
  Warnings: messages,
});

export const manualJournals = z.object({
  DateTimeUTC: text,
  ManualJournals: z.array(answeredJournal),
});

const NO_ID = "00000000-0000-0000-0000-000000000000";

export function hasId({ ManualJournalID: id }: AnsweredJournal): boolean {
  return id !== "" && id !== NO_ID;
}

/** Whether every line says by id where it stands; else codes and names must be looked up. */
export function namesIds({ JournalLines }: AnsweredJournal): boolean {
  return (JournalLines ?? []).every(
    ({ AccountID, AccountCode, Tracking }) =>
      (AccountID !== "" || AccountCode === "") &&
      (Tracking ?? []).every((one) => one.TrackingCategoryID !== "" && one.TrackingOptionID !== ""),
  );
}

export function fromManualJournal(held: AnsweredJournal, chart: Chart, webAddress: string): RemoteJournal {
  const { currency } = chart;
  return {
    ...fromNarration(held.Narration),
    date: dayOfMoment(held.Date) ?? "",
    currency,
    lines: (held.JournalLines ?? [])
      .filter(({ IsBlank }) => IsBlank !== true)
      .map((one) => fromLine(one, chart)),
    remoteId: held.ManualJournalID,
    version: held.UpdatedDateUTC || null,
    state: stateOf(held.Status),
    address: `${webAddress}/Journal/View.aspx?invoiceID=${held.ManualJournalID}`,
    changedAt: momentOf(held.UpdatedDateUTC),
  };
}

/** An account that Xero has taken off the line is no account, and shows as a difference. */
function fromLine(held: z.output<typeof line>, chart: Chart): BookLine {
  const minor = new Decimal(held.LineAmount).times(new Decimal(10).pow(decimalsOf(chart.currency)));
  const byCode = chart.accounts.find(({ code }) => code !== "" && code === held.AccountCode);
  return {
    accountId: held.AccountID || byCode?.id || held.AccountCode,
    side: minor.isNegative() ? "C" : "D",
    amountMinor: BigInt(minor.abs().toFixed(0)),
    memo: held.Description,
    dimensions: (held.Tracking ?? []).map((one) => {
      const dimension = chart.dimensions.find(
        ({ id, name }) => id === one.TrackingCategoryID || (!one.TrackingCategoryID && name === one.Name),
      );
      const option = dimension?.options.find(({ name }) => name === one.Option);
      return {
        dimensionId: one.TrackingCategoryID || dimension?.id || one.Name,
        optionId: one.TrackingOptionID || option?.id || one.Option,
      };
    }),
  };
}

function stateOf(status: string): RemoteJournal["state"] {
  if (status === "POSTED") return "posted";
  if (status === "DRAFT") return "draft";
  return status === "DELETED" ? "deleted" : "voided";
}

function fromNarration(narration: string): { reference: string; memo: string } {
  const [, reference = "", memo = ""] = /^(\S*)\s*(.*)$/su.exec(narration) ?? [];
  return { reference, memo };
}
