import { describe, expect, it } from "vitest";
import { limits } from "../limits.ts";
import { formDeliveries, type QueuedEntry } from "./form.ts";

const today = "2026-11-21";
const entry = (
  entryId: string,
  accountingDate: string,
  documentId = "d1",
  currency = "EUR",
  keys: string[] = [],
): QueuedEntry => ({
  entryId,
  documentId,
  accountingDate,
  currency,
  keys,
});
const formed = (queued: QueuedEntry[], cadence: "document" | "day" | "month") =>
  formDeliveries(queued, { cadence, today, linesMax: 10 }).map(
    ({ accountingDate, entryIds }) => `${accountingDate} ${entryIds.join("+")}`,
  );

describe("by document", () => {
  it("a document's entries of one day share a journal, and those of another day do not", () => {
    const queued = [entry("a", today), entry("b", today), entry("c", "2026-11-20"), entry("d", today, "d2")];
    expect(formed(queued, "document")).toEqual(["2026-11-20 c", `${today} a+b`, `${today} d`]);
  });
});

describe("by day", () => {
  it("a day is formed when it is over, whatever the documents", () => {
    const queued = [entry("a", "2026-11-20"), entry("b", "2026-11-20", "d2"), entry("c", today)];
    expect(formed(queued, "day")).toEqual(["2026-11-20 a+b"]);
  });
});

describe("by month", () => {
  it("a month is formed when it is over, on its last day that has an entry", () => {
    const queued = [entry("a", "2026-10-03"), entry("b", "2026-10-30", "d2"), entry("c", "2026-11-01")];
    expect(formed(queued, "month")).toEqual(["2026-10-30 a+b"]);
  });

  it("what comes late makes a journal of its own at once", () => {
    expect(formed([entry("late", "2026-09-12")], "month")).toEqual(["2026-09-12 late"]);
  });

  it("one that is very long is cut, and every entry stands in one part", () => {
    const count = limits.entriesPerDelivery * 2 + 1;
    const queued = Array.from({ length: count }, (_, index) => entry(`e${index}`, "2026-10-05"));
    const parts = formDeliveries(queued, { cadence: "month", today, linesMax: 10 });
    expect(parts.map(({ entryIds }) => entryIds.length)).toEqual([
      limits.entriesPerDelivery,
      limits.entriesPerDelivery,
      1,
    ]);
    expect(new Set(parts.flatMap(({ entryIds }) => entryIds)).size).toBe(count);
  });
});

it("never puts two currencies into one journal", () => {
  const queued = [entry("a", "2026-11-20"), entry("b", "2026-11-20", "d1", "USD")];
  for (const cadence of ["document", "day"] as const) expect(formed(queued, cadence)).toHaveLength(2);
});

describe("what may become longer than the book takes", () => {
  const of = (entryId: string, ...keys: string[]) => entry(entryId, "2026-11-20", "d1", "EUR", keys);
  const parts = (queued: QueuedEntry[], linesMax: number) =>
    formDeliveries(queued, { cadence: "day", today, linesMax }).map(({ entryIds }) => entryIds.join("+"));

  it("is cut between entries, where the next would bring more lines than it takes", () => {
    const queued = [of("a", "1", "2"), of("b", "2", "3"), of("c", "3", "4"), of("d", "4")];
    expect(parts(queued, 4)).toEqual(["a+b+c+d"]);
    expect(parts(queued, 3)).toEqual(["a+b", "c+d"]);
    expect(parts(queued, 2)).toEqual(["a", "b", "c+d"]);
  });

  it("holds every entry once, also one that is too long by itself", () => {
    expect(parts([of("a", "1", "2", "3"), of("b", "1")], 2)).toEqual(["a", "b"]);
  });
});
