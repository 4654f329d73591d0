import { describe, expect, test } from "vitest";
import type { SendAnswer } from "#app/ports/book.ts";
import { bookingsOf, euros, lineOf, newKey, newReference, type Opened, type Stage, sentOf } from "./stage.ts";

/** That a refusal is told by its kind and leaves nothing behind. */
export function describeRefusals(stage: Stage): void {
  async function refused(opened: Opened, wished: Parameters<Opened["port"]["send"]>[0], why: string) {
    const answer: SendAnswer = await opened.port.send(wished, newKey());
    expect(answer).toMatchObject({ kind: "rejected", why });
    expect(opened.standing(wished.reference)).toEqual([]);
  }

  describe("refusing", () => {
    test("an entry that does not balance is invalid", async () => {
      const opened = await stage.open(euros);
      const { loss, stock } = opened.accounts;
      const lines = [lineOf(loss.id, "D", 3_750n), lineOf(stock.id, "C", 3_749n)];
      await refused(opened, opened.wish({ lines }), "invalid");
    });

    test("an entry of one line or none is invalid", async () => {
      const opened = await stage.open(euros);
      await refused(opened, opened.wish({ lines: [] }), "invalid");
      await refused(opened, opened.wish({ lines: [lineOf(opened.accounts.loss.id, "D", 1n)] }), "invalid");
    });

    test("a closed period is told as such, up to and including its last day", async () => {
      const opened = await stage.open(euros);
      stage.emulator().lock(opened.ledger.id, "2026-10-31");
      try {
        await refused(opened, opened.wish({ date: "2026-10-31" }), "period-closed");
        await refused(opened, opened.wish({ date: "2026-03-01" }), "period-closed");
        sentOf(await opened.port.send(opened.wish({ date: "2026-11-01" }), newKey()));
        expect((await opened.port.describe()).lockDate).toBe("2026-10-31");
      } finally {
        stage.emulator().lock(opened.ledger.id, null);
      }
      expect((await opened.port.describe()).lockDate).toBeNull();
    });

    test("an account that was made inactive, or is none, is a matter of mapping", async () => {
      const opened = await stage.open(euros);
      const { loss, old } = opened.accounts;
      expect(old.isActive).toBe(false);
      for (const id of [old.id, "99999999"]) {
        const lines = [lineOf(loss.id, "D", 10n), lineOf(id, "C", 10n)];
        await refused(opened, opened.wish({ lines }), "mapping");
      }
    });

    test("an over-long reference is refused and not cut", async () => {
      const opened = await stage.open(euros);
      const { referenceLengthMax } = opened.port.capabilities;
      const fits = opened.wish({ reference: newReference().padEnd(referenceLengthMax, "X") });
      expect(sentOf(await opened.port.send(fits, newKey())).reference).toBe(fits.reference);
      const before = opened.ledger.journals.length;
      await refused(opened, opened.wish({ reference: `${fits.reference}Y` }), "invalid");
      expect(opened.ledger.journals).toHaveLength(before);
    });

    test("a currency that is not the book's is invalid", async () => {
      const opened = await stage.open(euros);
      await refused(opened, opened.wish({ currency: "CHF" }), "invalid");
    });

    test("an amount of zero or below it is never sent", async () => {
      const opened = await stage.open(euros);
      for (const amountMinor of [0n, -5n]) await refused(opened, opened.wish({ amountMinor }), "invalid");
    });
  });

  describe("a reversal", () => {
    test("books the opposite and leaves every account where it was", async () => {
      const { port, wish, standing, ledger } = await stage.open(euros);
      const original = sentOf(await port.send(wish(), newKey()));
      const { lines: _, ...reversal } = wish({ memo: "undoes it" });
      const undone = sentOf(await port.reverse(original, reversal, newKey()));
      expect(undone.reference).toBe(reversal.reference);
      const opposite = original.lines.map(
        (line) => ({ ...line, side: line.side === "D" ? "C" : "D" }) as const,
      );
      expect(bookingsOf(undone)).toEqual(bookingsOf({ lines: opposite }));
      const pair = [...standing(original.reference), ...standing(reversal.reference)];
      const sums = Map.groupBy(
        pair.flatMap(({ lines }) => lines),
        ({ accountId }) => accountId,
      );
      for (const lines of sums.values()) expect(lines.reduce((sum, { minor }) => sum + minor, 0n)).toBe(0n);
      expect(ledger.journals.find(({ id }) => id === original.remoteId)?.state).toBe("posted");
    });

    test("asked for twice under one key is booked once", async () => {
      const { port, wish, standing } = await stage.open(euros);
      const original = sentOf(await port.send(wish(), newKey()));
      const { lines: _, ...reversal } = wish();
      const key = newKey();
      const first = sentOf(await port.reverse(original, reversal, key));
      expect(sentOf(await port.reverse(original, reversal, key)).remoteId).toBe(first.remoteId);
      expect(standing(reversal.reference)).toHaveLength(1);
    });

    test("into a closed period is refused as such", async () => {
      const { port, wish, standing, ledger } = await stage.open(euros);
      const original = sentOf(await port.send(wish(), newKey()));
      const { lines: _, ...reversal } = wish();
      stage.emulator().lock(ledger.id, reversal.date);
      try {
        const answer = await port.reverse(original, reversal, newKey());
        expect(answer).toMatchObject({ kind: "rejected", why: "period-closed" });
        expect(standing(reversal.reference)).toEqual([]);
      } finally {
        stage.emulator().lock(ledger.id, null);
      }
    });
  });
}
