import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import {
  bookingsOf,
  dinars,
  euros,
  ledgerBookingsOf,
  lineOf,
  newKey,
  newReference,
  type Stage,
  sentOf,
  yen,
} from "./stage.ts";

/** That what is sent arrives once and as it was wished, or not at all. */
export function describeSending(stage: Stage): void {
  describe("sending", () => {
    test("books what was wished, and answers with what the book holds", async () => {
      const { port, wish, standing } = await stage.open(euros);
      const wished = wish();
      const journal = sentOf(await port.send(wished, newKey()));
      expect(journal).toMatchObject({
        reference: wished.reference,
        date: wished.date,
        currency: "EUR",
        state: "posted",
      });
      expect(bookingsOf(journal)).toEqual(bookingsOf(wished));
      const [there, ...more] = standing(wished.reference);
      expect(more).toEqual([]);
      expect(there && ledgerBookingsOf(there)).toEqual(bookingsOf(wished));
      expect(there?.date).toBe(wished.date);
    });

    test("carries the dimensions of each line", async () => {
      const { port, wish } = await stage.open(euros);
      const dimensions = (await port.listDimensions()).map(({ id, options }) => ({
        dimensionId: id,
        optionId: options[0]?.id ?? "",
      }));
      expect(dimensions).toHaveLength(2);
      const wished = wish();
      for (const line of wished.lines) line.dimensions = dimensions;
      const journal = sentOf(await port.send(wished, newKey()));
      for (const line of journal.lines)
        expect(new Set(line.dimensions.map(({ optionId }) => optionId))).toEqual(
          new Set(dimensions.map(({ optionId }) => optionId)),
        );
    });

    test("books once however often the same is sent under one key", async () => {
      const { port, wish, standing } = await stage.open(euros);
      const [wished, key] = [wish(), newKey()];
      const first = sentOf(await port.send(wished, key));
      const again = sentOf(await port.send(wished, key));
      expect(again.remoteId).toBe(first.remoteId);
      expect(standing(wished.reference)).toHaveLength(1);
    });

    test("books once when the same is sent five times at once", async () => {
      const { port, wish, standing } = await stage.open(euros);
      const [wished, key] = [wish(), newKey()];
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => port.send(wished, key)));
      expect(new Set(answers.map((answer) => sentOf(answer).remoteId)).size).toBe(1);
      expect(standing(wished.reference)).toHaveLength(1);
    });

    test("never hides a second journal of one reference when the book forgot the key", async () => {
      const { port, wish, standing } = await stage.open(euros);
      const [wished, key] = [wish(), newKey()];
      sentOf(await port.send(wished, key));
      stage.emulator().forgetKeys();
      const again = await port.send(wished, key);
      const found = await port.findByReferences([wished.reference]);
      expect(found).toHaveLength(standing(wished.reference).length);
      if (again.kind === "rejected") expect(again.why).toBe("duplicate");
      expect(found).toHaveLength(again.kind === "sent" ? 2 : 1);
    });

    test.each(["drop-after", "broken-json"] as const)(
      "knows nothing after %s, and sending again finds the one",
      async (kind) => {
        const { port, wish, standing } = await stage.open(euros);
        const [wished, key] = [wish(), newKey()];
        stage.emulator().fault({ kind, operation: "write-journal" });
        expect((await port.send(wished, key)).kind).toBe("unanswered");
        expect(standing(wished.reference)).toHaveLength(1);
        const [found] = await port.findByReferences([wished.reference]);
        expect(sentOf(await port.send(wished, key)).remoteId).toBe(found?.remoteId);
        expect(standing(wished.reference)).toHaveLength(1);
      },
    );

    test("knows nothing when the book takes longer than anybody waits", async () => {
      const hasty: typeof fetch = (input, init) =>
        fetch(input, { ...init, signal: AbortSignal.timeout(init?.method === "GET" ? 5_000 : 150) });
      const { port, wish, standing } = await stage.open(euros, { fetch: hasty });
      const wished = wish();
      stage.emulator().fault({ kind: "delay", ms: 600, phase: "after", operation: "write-journal" });
      expect((await port.send(wished, newKey())).kind).toBe("unanswered");
      await stage.emulator().quiet();
      expect(standing(wished.reference)).toHaveLength(1);
    });

    test("says that nobody answered, not that nothing happened, when the effect comes late", async () => {
      const { port, wish, standing } = await stage.open(euros);
      const [wished, key] = [wish(), newKey()];
      stage.emulator().fault({ kind: "drop-late", ms: 200, operation: "write-journal" });
      expect((await port.send(wished, key)).kind).toBe("unanswered");
      expect(await port.findByReferences([wished.reference])).toEqual([]);
      await stage.emulator().quiet();
      expect(standing(wished.reference)).toHaveLength(1);
      sentOf(await port.send(wished, key));
      expect(standing(wished.reference)).toHaveLength(1);
    });

    test.each([500, 502, 503, 504])(
      "takes HTTP %i for no answer, before the effect and after it",
      async (status) => {
        const { port, wish, standing } = await stage.open(euros);
        const [wished, key] = [wish(), newKey()];
        for (const phase of ["before", "after"] as const) {
          stage.emulator().fault({ kind: "status", status, phase, operation: "write-journal" });
          expect((await port.send(wished, key)).kind).toBe("unanswered");
        }
        sentOf(await port.send(wished, key));
        expect(standing(wished.reference)).toHaveLength(1);
      },
    );

    test("reads the refusal inside an answer that looks like success", async () => {
      const { port, wish, standing } = await stage.open(euros);
      const wished = wish();
      stage.emulator().fault({ kind: "refused-in-200", operation: "write-journal" });
      expect((await port.send(wished, newKey())).kind).toBe("rejected");
      expect(standing(wished.reference)).toEqual([]);
    });

    test("knows that nothing was sent when no connection was made", async () => {
      const closed = `http://127.0.0.1:${await closedPort()}/`;
      const nowhere: typeof fetch = (input, init) =>
        init?.method === "POST" || init?.method === "PUT" ? fetch(closed, init) : fetch(input, init);
      const { port, wish, standing } = await stage.open(euros, { fetch: nowhere });
      const wished = wish();
      expect(await port.send(wished, newKey())).toMatchObject({ kind: "not-sent", why: "unreachable" });
      expect(standing(wished.reference)).toEqual([]);
    });

    test("keeps yen whole and dinars in thousandths", async () => {
      for (const [organisation, amounts] of [
        [yen, [1n, 1_667n, 98_765_432_109n]],
        [dinars, [1n, 4_938n, 98_765_432_109n]],
      ] as const) {
        const { port, wish, standing, ledger } = await stage.open(organisation);
        for (const amountMinor of amounts) {
          const wished = wish({ amountMinor });
          const journal = sentOf(await port.send(wished, newKey()));
          expect(journal.currency).toBe(ledger.currency);
          expect(bookingsOf(journal)).toEqual(bookingsOf(wished));
          const [there] = standing(wished.reference);
          expect(there && ledgerBookingsOf(there)).toEqual(bookingsOf(wished));
        }
      }
    });

    test("looks up what a batch needs once, also when the batch is sent at once", async () => {
      const { port, wish } = await stage.open(euros);
      const before = stage.emulator().calls().length;
      const answers = await Promise.all(Array.from({ length: 12 }, () => port.send(wish(), newKey())));
      answers.forEach(sentOf);
      const calls = stage.emulator().calls().slice(before);
      const reads = calls.map(({ operation }) => operation).filter((one) => one !== "write-journal");
      expect(reads).toHaveLength(new Set(reads).size);
    });

    test("books thirty lines as thirty lines", async () => {
      const { port, wish, accounts, standing } = await stage.open(euros);
      const amounts = Array.from({ length: 29 }, (_, at) => BigInt(at * 7 + 1));
      const total = amounts.reduce((sum, amount) => sum + amount, 0n);
      const lines = [
        ...amounts.map((amount) => lineOf(accounts.loss.id, "D", amount, "a line")),
        lineOf(accounts.stock.id, "C", total, "all of them"),
      ];
      const wished = wish({ reference: newReference(), lines });
      expect(bookingsOf(sentOf(await port.send(wished, newKey())))).toEqual(bookingsOf(wished));
      expect(standing(wished.reference)[0]?.lines).toHaveLength(30);
    });
  });
}

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
