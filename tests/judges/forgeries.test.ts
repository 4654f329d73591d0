import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ExportedEntry } from "#app/domain/journal/exported-entry.ts";
import {
  balancesOf,
  entrySaying,
  exportedEntry,
  fileOf,
  hostileWords,
  journal,
  postingsOf,
} from "#tests/support/exported-book.ts";
import { isInstalled } from "./installed.ts";
import { textJudges, withFile } from "./text-judges.ts";

const YEAR_END = ["2026-12-31"];
const hostile = Object.values(hostileWords).map((words) => entrySaying(words));

describe.each(textJudges)("before $name", (judge) => {
  const complaint = (text: Buffer) => withFile(judge.format, text, judge.complaint);
  const changed = (change: (text: string) => string) => {
    const text = fileOf(judge.format, [exportedEntry()]).toString();
    expect(change(text)).not.toBe(text);
    return complaint(Buffer.from(change(text)));
  };
  /** What each account has come to, whatever it is called. */
  const sums = (entries: ExportedEntry[]) =>
    withFile(judge.format, fileOf(judge.format, entries), (file) => {
      const rows = judge.balances(file, YEAR_END)[0] ?? [];
      return balancesOf(rows.map(([account, amount]) => [account, BigInt(amount.replace(".", ""))]));
    });
  const wanted = (entries: ExportedEntry[]) =>
    balancesOf(
      postingsOf(entries).map(([{ accountName, accountCode }, minor]) => [
        JSON.stringify([accountName, accountCode]),
        minor,
      ]),
    );
  const inOrder = (balances: Map<string, bigint>) =>
    [...balances.values()].sort((left, right) => Number(left - right));

  it.skipIf(!isInstalled(judge.name))("hostile words forge nothing", () => {
    expect(complaint(fileOf(judge.format, hostile))).toBe("");
    expect(inOrder(sums(hostile))).toEqual(inOrder(wanted(hostile)));
  });

  it.skipIf(!isInstalled(judge.name))("whatever people typed, the sums stay", () => {
    for (const entries of fc.sample(journal, { numRuns: 4 })) {
      expect(complaint(fileOf(judge.format, entries))).toBe("");
      expect(inOrder(sums(entries))).toEqual(inOrder(wanted(entries)));
    }
  });

  it.skipIf(!isInstalled(judge.name))(
    "a minor unit too much, or an account nobody declared, is refused",
    () => {
      expect(complaint(fileOf(judge.format, [exportedEntry()]))).toBe("");
      expect(changed((text) => text.replace("37.50 EUR", "37.51 EUR"))).not.toBe("");
      expect(changed((text) => text.replace(/(Shrinkage:[dD]amage)(?= )/, "$1d"))).not.toBe("");
    },
  );
});
