import { describe, expect, test } from "vitest";
import {
  bookingsOf,
  dollars,
  euros,
  newKey,
  newReference,
  type Stage,
  sentOf,
  someDay,
  yen,
} from "./stage.ts";

const nasty = [
  "one\ntwo\r\n2026-01-01 * forged\n  Assets  1 USD",
  `"quoted" 'single' \`back\` \\ ; tag: x % & < > </Line>`,
  "=HYPERLINK(1)+1\t-2 @x",
  "\u0000\u0007\u001b[31m\u200e\u202e\u2028 pile 💥 ÄÖÜ 漢字",
  `lone ${String.fromCharCode(0xd83d)} half`,
  "x".repeat(4_500),
];

/** That the port tells what the book holds, all of it and nothing else. */
export function describeReading(stage: Stage): void {
  describe("reading", () => {
    test("describes the organisation", async () => {
      const { port, ledger } = await stage.open(dollars);
      expect(await port.describe()).toMatchObject({
        remoteId: ledger.id,
        name: dollars,
        currency: "USD",
        country: "US",
        lockDate: null,
        tracksStock: true,
      });
      expect((await (await stage.open(yen)).port.describe()).currency).toBe("JPY");
    });

    test("lists the whole chart, with what may not be posted to", async () => {
      const { port, accounts, ledger } = await stage.open(euros);
      const chart = await port.listAccounts();
      expect(chart).toHaveLength(ledger.accounts.length);
      expect(accounts.stock).toMatchObject({
        code: "1200",
        kind: "inventory",
        isActive: true,
        isPostable: true,
      });
      expect(accounts.loss).toMatchObject({ code: "5100", kind: "cost-of-sales" });
      expect(accounts.old.isActive).toBe(false);
      expect(accounts.debtors.isPostable).toBe(false);
    });

    test("lists no dimension where none is in use", async () => {
      expect(await (await stage.open(yen)).port.listDimensions()).toEqual([]);
    });

    test("finds every journal of many references at once, and nobody else's", async () => {
      const { port, wish } = await stage.open(euros);
      const references = Array.from({ length: 130 }, () => newReference("MANY"));
      for (const reference of references.slice(0, 125))
        sentOf(await port.send(wish({ reference }), newKey()));
      const found = await port.findByReferences(references);
      expect(found.map(({ reference }) => reference).sort()).toEqual(references.slice(0, 125).sort());
      expect(await port.findByReferences([])).toEqual([]);
    });

    test("keeps two shops in one ledger apart, and a number apart from its beginning", async () => {
      const { port, wish } = await stage.open(euros);
      for (const reference of ["AAA-1", "AAA-10", "BBB-1"])
        sentOf(await port.send(wish({ reference, memo: "AAA-1 BBB-1" }), newKey()));
      expect((await port.findByReferences(["AAA-1"])).map(({ reference }) => reference)).toEqual(["AAA-1"]);
      expect((await port.findByReferences(["BBB-1"])).map(({ reference }) => reference)).toEqual(["BBB-1"]);
    });

    test("finds nothing under a reference that is a piece of query", async () => {
      const { port, wish } = await stage.open(euros);
      sentOf(await port.send(wish(), newKey()));
      for (const reference of [`x' or DocNumber like '%`, `") OR Status=="POSTED`, "it\\'s", `'`, `"`, "\\"])
        expect(await port.findByReferences([reference])).toEqual([]);
    });

    test.each(nasty.map((memo, at) => [at, memo] as const))(
      "a hostile memo (%i) forges nothing",
      async (_, memo) => {
        const { port, wish, standing, ledger } = await stage.open(euros);
        const before = ledger.journals.length;
        const wished = wish({ memo });
        for (const line of wished.lines) line.memo = memo;
        const journal = sentOf(await port.send(wished, newKey()));
        expect(ledger.journals).toHaveLength(before + 1);
        expect(bookingsOf(journal)).toEqual(bookingsOf(wished));
        expect(journal.reference).toBe(wished.reference);
        const [there] = standing(wished.reference);
        const { memoLengthMax, lineMemoLengthMax } = port.capabilities;
        for (const text of [there?.memo ?? "", ...(there?.lines.map((line) => line.memo) ?? [])]) {
          expect(text).not.toMatch(/\p{Cc}|\p{Cs}/u);
          expect(text.length).toBeLessThanOrEqual(
            Math.max(memoLengthMax, lineMemoLengthMax) + wished.reference.length + 1,
          );
        }
        expect((await port.findByReferences([wished.reference]))[0]?.remoteId).toBe(journal.remoteId);
      },
    );

    test("finds a journal by the book's own id, and none that never was", async () => {
      const { port, wish } = await stage.open(euros);
      const journal = sentOf(await port.send(wish(), newKey()));
      expect(await port.find(journal.remoteId)).toEqual(journal);
      expect(await port.find(journal.remoteId.replace(/\w/g, "9"))).toBeNull();
    });

    test("asks again what it could not hear, and says so when it never heard", async () => {
      const { port } = await stage.open(euros);
      stage.emulator().faults.partition();
      try {
        await expect(port.describe()).rejects.toMatchObject({ name: "AdapterError", kind: "retry" });
      } finally {
        stage.emulator().faults.heal();
      }
    });
  });

  describe("what changed there", () => {
    test("tells of a journal that somebody edited", async () => {
      const { port, wish, ledger } = await stage.open(euros);
      const journal = sentOf(await port.send(wish(), newKey()));
      const moment = new Date(stage.emulator().now());
      const lines = ledger.journals.find(({ id }) => id === journal.remoteId)?.lines ?? [];
      const doubled = lines.map((line) => ({ ...line, minor: line.minor * 2n }));
      stage.emulator().edit(ledger.id, journal.remoteId, { lines: doubled });
      const { changes, deletionsFrom } = await port.changesSince(moment);
      const change = changes.find(
        (one) => one.kind === "changed" && one.journal.remoteId === journal.remoteId,
      );
      expect(change).toMatchObject({ journal: { reference: journal.reference, state: "posted" } });
      expect(change?.kind === "changed" && change.journal.lines[0]?.amountMinor).toBe(7_500n);
      expect(deletionsFrom <= moment).toBe(true);
      expect((await port.find(journal.remoteId))?.version).not.toBe(journal.version);
    });

    test("tells of a journal that somebody deleted or voided", async () => {
      const { port, wish, ledger } = await stage.open(euros);
      const journal = sentOf(await port.send(wish(), newKey()));
      const moment = new Date(stage.emulator().now());
      stage.emulator().edit(ledger.id, journal.remoteId, { state: "deleted" });
      const { changes } = await port.changesSince(moment);
      const told = changes.some((one) =>
        one.kind === "deleted"
          ? one.remoteId === journal.remoteId
          : one.journal.remoteId === journal.remoteId && one.journal.state !== "posted",
      );
      expect(told).toBe(true);
      const found = await port.find(journal.remoteId);
      expect(found === null || found.state !== "posted").toBe(true);
    });

    test("tells of a journal typed in by hand, without lines it cannot name", async () => {
      const { port, ledger } = await stage.open(euros);
      const moment = new Date(stage.emulator().now());
      const [bank, , stock] = ledger.accounts;
      const typed = stage.emulator().typeIn(ledger.id, {
        number: "",
        memo: "",
        date: someDay,
        lines: [
          { accountId: bank?.id ?? "", minor: -100n, memo: "", options: [] },
          { accountId: stock?.id ?? "", minor: 100n, memo: "", options: [] },
        ],
      });
      const { changes } = await port.changesSince(moment);
      const found = changes.find((one) => one.kind === "changed" && one.journal.remoteId === typed.id);
      expect(found).toBeDefined();
    });

    test("misses nothing between one question and the next", async () => {
      const { port, wish } = await stage.open(euros);
      const seen = new Set<string>();
      const sent: string[] = [];
      let from = new Date(stage.emulator().now());
      for (let round = 0; round < 5; round += 1) {
        sent.push(sentOf(await port.send(wish(), newKey())).remoteId);
        const { changes, until } = await port.changesSince(from);
        for (const one of changes) if (one.kind === "changed") seen.add(one.journal.remoteId);
        from = until;
      }
      expect([...seen]).toEqual(expect.arrayContaining(sent));
    });

    test("says from when it knows of deletions when asked about long ago", async () => {
      const { port, wish, ledger } = await stage.open(euros);
      const journal = sentOf(await port.send(wish(), newKey()));
      const moment = new Date(stage.emulator().now());
      stage.emulator().edit(ledger.id, journal.remoteId, { memo: `${journal.reference} other words` });
      stage.emulator().ageBy(45 * 86_400_000);
      const { port: later } = await stage.open(euros);
      const { changes, deletionsFrom, until } = await later.changesSince(moment);
      const known = changes.some(
        (one) => one.kind === "changed" && one.journal.remoteId === journal.remoteId,
      );
      expect(known).toBe(true);
      expect(deletionsFrom <= until).toBe(true);
    });
  });
}
