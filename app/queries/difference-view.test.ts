import { expect, it } from "vitest";
import { toDifferenceViews } from "./difference-view.ts";

const names = { accounts: [{ id: "1", code: "5100", name: "Shrinkage" }], currency: "EUR" };
const line = { what: "line", accountId: "1", side: "D" } as const;
const euros = (amount: string) => ({ amount, currency: "EUR" });

it("says of one side of an account what was sent and what stands there", () => {
  const seen = toDifferenceViews(
    [
      { ...line, whose: "ours", amountMinor: "450" },
      { what: "date", ours: "2026-01-01", theirs: "2026-01-02" },
      { ...line, whose: "theirs", amountMinor: "900" },
    ],
    names,
  );
  expect(seen).toEqual([
    { what: "date", ours: "2026-01-01", theirs: "2026-01-02" },
    { what: "amount", account: "5100 Shrinkage", side: "D", ours: euros("4.50"), theirs: euros("9.00") },
  ]);
});

it("says of an account that only one of the two has what the other lacks", () => {
  const [seen] = toDifferenceViews([{ ...line, accountId: "9", whose: "theirs", amountMinor: "1" }], names);
  expect(seen).toEqual({ what: "amount", account: "9", side: "D", ours: null, theirs: euros("0.01") });
});
