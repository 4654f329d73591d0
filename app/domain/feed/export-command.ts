import { z } from "zod";
import { type Day, isDay } from "../dates.ts";
import { type Result, refuse } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";

const number = (most: number) =>
  z.number({ error: "bad-field" }).int("bad-field").min(1).max(most, "bad-field");

/** What a tax adviser's system asks for beside the days; what else it demands of them, the format knows. */
const adviser = z.strictObject({
  consultantNumber: number(9_999_999),
  clientNumber: number(99_999),
  yearStart: field.day,
});

const command = z.strictObject({
  format: field.slug,
  from: field.day,
  to: field.day,
  adviser: adviser.nullish().transform((given) => given ?? null),
});

export type ExportCommand = z.output<typeof command>;
export type AdviserTerms = z.output<typeof adviser>;

export function parseExportCommand(input: unknown): Result<ExportCommand> {
  const read = parseWith(command, input);
  if (read.ok && read.value.from > read.value.to) return refuse({ code: "bad-date", at: ["to"] });
  return read;
}

/** As an address carries them. */
export function adviserText(terms: AdviserTerms | null): string {
  return terms ? [terms.consultantNumber, terms.clientNumber, terms.yearStart].join("_") : "";
}

export function parseAdviserText(text: string): AdviserTerms | null {
  const [, consultant, client, yearStart = ""] = /^([0-9]{1,7})_([0-9]{1,5})_([0-9-]{10})$/.exec(text) ?? [];
  if (!isDay(yearStart)) return null;
  return { consultantNumber: Number(consultant), clientNumber: Number(client), yearStart: yearStart as Day };
}
