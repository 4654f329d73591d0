import { expect, it } from "vitest";
import type { BookPort, SendAnswer } from "#app/ports/book.ts";
import { deliverBook } from "#app/use-cases/book/deliver-book.ts";
import { formQueued } from "#app/use-cases/book/form-queued.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import type { QueuedFault } from "#tests/emulators/accounting/faults.ts";
import { openBookDesk } from "../integration/use-cases/book-desk.ts";
import { mug, plate, reversed, submitted, undo, write } from "../integration/use-cases/desk.ts";
import { type Dice, diceOf } from "./dice.ts";

/** SEED lives one of them again; SEEDS says how many there are. */
const one = process.env.SEED ? [Number(process.env.SEED)] : null;
const seeds = one ?? Array.from({ length: Number(process.env.SEEDS ?? 6) }, (_, index) => index + 1);
const HOUR_MS = 3_600_000;
const ROUNDS = 14;
const desk = openBookDesk();

it.each(seeds)(
  "whatever fails, each delivery is one journal in the book or a task (seed %i)",
  async (seed) => {
    const dice = diceOf(seed);
    desk.books.setSwitches({
      keys: dice.pick(["honoured", "forgotten"]),
      duplicates: dice.pick(["refused", "taken"]),
      rotation: dice.pick(["always", "sometimes"]),
    });
    const bookId = await desk.connect({ cadence: dice.pick(["document", "document", "day"]) });
    const story: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await writeSomething(dice);
      if (dice.chance(0.6)) desk.books.fault(...weather(dice, story));
      const workers = Array.from({ length: dice.between(1, 3) }, () => worker(dice.fork(), story));
      await Promise.all(workers.map(async (work) => work(bookId)));
      await age(dice.pick([1_000, 20_000, 120_000, 300_000]));
      if (dice.chance(0.2)) await signInAgain(bookId);
    }
    await comeToRest(bookId);
    expect(await judged(), story.join("\n")).toEqual([]);
  },
);

async function writeSomething(dice: Dice): Promise<void> {
  const document = await submitted(
    desk,
    write({ itemId: dice.pick([mug, plate]), quantity: 1, reasonId: dice.pick(["damaged", "lost"]) }),
  );
  if (dice.chance(0.3)) await reversed(desk, undo(document.id));
}

function weather(dice: Dice, story: string[]): QueuedFault[] {
  return Array.from({ length: dice.between(1, 3) }, () => {
    const fault = dice.pick<QueuedFault>([
      { kind: "drop-before", operation: "write-journal" },
      { kind: "drop-after", operation: "write-journal" },
      { kind: "drop-late", ms: 30, operation: "write-journal" },
      { kind: "status", status: 503, phase: "after", operation: "write-journal" },
      { kind: "status", status: 500, phase: "before", operation: "write-journal" },
      { kind: "broken-json", operation: "write-journal" },
      { kind: "refused-in-200", operation: "write-journal" },
      { kind: "throttled", retryAfterS: 1 },
      { kind: "drop-before", operation: "query" },
      { kind: "revoke" },
    ]);
    story.push(JSON.stringify(fault));
    return { ...fault };
  });
}

/** A worker that may die at any call, before or after its effect: what it held is left as it is. */
function worker(dice: Dice, story: string[]) {
  return async (bookId: string): Promise<void> => {
    const ctx = await desk.as(null);
    const died = new Error("the process is gone");
    const mortal: ShopContext = {
      ...ctx,
      books: { ...ctx.books, open: (book, until) => dying(ctx.books.open(book, until), dice, died) },
    };
    try {
      await formQueued(mortal);
      await deliverBook(mortal, bookId);
    } catch (error) {
      if (error !== died) throw error;
      story.push("a worker died");
    }
  };
}

function dying(port: BookPort, dice: Dice, died: Error): BookPort {
  return {
    ...port,
    send: async (journal, key): Promise<SendAnswer> => {
      if (dice.chance(0.06)) throw died;
      const answer = await port.send(journal, key);
      if (dice.chance(0.06)) throw died;
      return answer;
    },
  };
}

/** The weather is over, everybody signs in again, and enough time goes by for every doubt to end. */
async function comeToRest(bookId: string): Promise<void> {
  desk.books.faults.clear();
  await desk.books.quiet();
  for (let round = 0; round < 6; round += 1) {
    await signInAgain(bookId);
    await age(HOUR_MS);
    await desk.drain(bookId);
  }
}

async function signInAgain(bookId: string): Promise<void> {
  const [book] = await desk.sql<{ state: string }>("SELECT state FROM book WHERE id = $1", [bookId]);
  if (book?.state === "signed-out") {
    // A person tries until it works.
    desk.books.faults.clear();
    const again = await desk.connect();
    expect(again).toBe(bookId);
  }
}

async function judged(): Promise<string[]> {
  const wrong: string[] = [];
  const deliveries = await desk.deliveries();
  const journals = Map.groupBy(desk.journals(), ({ number }) => number);
  for (const { reference, state, scope, drift } of deliveries) {
    const booked = journals.get(reference)?.length ?? 0;
    journals.delete(reference);
    if (state === "confirmed" && booked === 1 && drift === null) continue;
    if (state === "rejected" && booked === 0) continue;
    wrong.push(
      `${reference} (${scope}) is ${state}, ${drift ?? "as sent"}, and stands there ${booked} times`,
    );
  }
  for (const [number, strange] of journals)
    wrong.push(`${number} stands there ${strange.length} times, unknown here`);
  const [missing] = await desk.sql<{ n: number }>(
    `SELECT count(*)::int AS n FROM entry e
      WHERE NOT EXISTS (SELECT FROM delivery_entry q WHERE q.entry_id = e.id)`,
  );
  if (missing?.n) wrong.push(`${missing.n} entries were never queued`);
  const [differing] = await desk.sql<{ ours: string | null }>(
    `SELECT sum(p.amount_minor)::text AS ours FROM delivery d
       JOIN delivery_entry q ON q.delivery_id = d.id JOIN entry_line p ON p.entry_id = q.entry_id
      WHERE d.state = 'confirmed' AND p.side = 'D'`,
  );
  const theirs = desk
    .journals()
    .flatMap(({ lines }) => lines.filter(({ minor }) => minor > 0n))
    .reduce((sum, { minor }) => sum + minor, 0n);
  if (BigInt(differing?.ours ?? 0) !== theirs) wrong.push(`ours ${differing?.ours}, theirs ${theirs}`);
  return wrong;
}

async function age(ms: number): Promise<void> {
  desk.books.ageBy(ms);
  await desk.sql("ALTER TABLE delivery_attempt DISABLE TRIGGER finished_is_final");
  await desk.sql("UPDATE delivery_attempt SET last_sent_at = last_sent_at - $1 * interval '1 millisecond'", [
    ms,
  ]);
  await desk.sql("ALTER TABLE delivery_attempt ENABLE TRIGGER finished_is_final");
  await desk.sql(
    `UPDATE delivery SET due_at = due_at - $1 * interval '1 millisecond',
            lease_until = lease_until - $1 * interval '1 millisecond'`,
    [ms],
  );
  await desk.sql("UPDATE book_token SET refresh_lease_until = NULL");
  await desk.sql("DELETE FROM book_call");
  await desk.sql("DELETE FROM book_pace");
}
