import fc from "fast-check";
import { expect, it } from "vitest";
import { shareOf } from "../money.ts";
import type { AccountRole } from "./account-role.ts";
import { differenceOf } from "./entry.ts";
import { type Posting, reversedShare } from "./share.ts";

const debits: AccountRole[] = ["shrinkage-damage", "supplier-claim-loss", "donation-expense", "loss-other"];

/** Any balanced share: one or more debits of different roles against the goods, or against two accounts. */
const share = fc
  .tuple(
    fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { minLength: 1, maxLength: debits.length }),
    fc.bigInt({ min: 0n, max: 10n ** 12n }),
    fc.boolean(),
  )
  .map(([amounts, cut, creditsFirst]): Posting[] => {
    const total = amounts.reduce((sum, amount) => sum + amount, 0n);
    const tax = cut % total;
    const left = amounts.map(
      (amountMinor, index): Posting => ({ role: debits[index] ?? "loss-other", side: "D", amountMinor }),
    );
    const right: Posting[] = [{ role: "inventory", side: "C", amountMinor: total - tax }];
    if (tax > 0n) right.push({ role: "record-adjustment", side: "C", amountMinor: tax });
    return creditsFirst ? [...right, ...left] : [...left, ...right];
  });

const walk = fc
  .record({
    share,
    applied: fc.integer({ min: 1, max: 1_000_000 }),
    steps: fc.array(fc.nat(), { maxLength: 12 }),
  })
  .map(({ share, applied, steps }) => ({ share, applied, stops: steps.map((step) => step % (applied + 1)) }));

/** Debit less credit a role, as the books would stand. */
function standing(postings: Posting[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { role, side, amountMinor } of postings)
    sums.set(role, (sums.get(role) ?? 0n) + (side === "D" ? amountMinor : -amountMinor));
  return sums;
}

function walked({ share, applied, stops }: { share: Posting[]; applied: number; stops: number[] }) {
  let from = 0;
  return stops.map((to) => {
    const moved = reversedShare(share, { applied, from, to });
    from = to;
    return moved;
  });
}

it("balances at every step, forward or back, with positive amounts alone", () => {
  fc.assert(
    fc.property(walk, (world) => {
      for (const moved of walked(world)) {
        expect(differenceOf(moved)).toBe(0n);
        for (const { amountMinor } of moved) expect(amountMinor).toBeGreaterThan(0n);
      }
    }),
  );
});

it("leaves exactly what the units still gone are worth, however it got there", () => {
  fc.assert(
    fc.property(walk, (world) => {
      const direct = reversedShare(world.share, {
        applied: world.applied,
        from: 0,
        to: world.stops.at(-1) ?? 0,
      });
      const sums = standing(walked(world).flat());
      for (const [role, sum] of standing(direct)) expect(sums.get(role)).toBe(sum);
      for (const [role, sum] of sums) expect(sum).toBe(standing(direct).get(role) ?? 0n);
    }),
  );
});

it("leaves nothing at all once every unit is back", () => {
  fc.assert(
    fc.property(walk, (world) => {
      const whole = { ...world, stops: [...world.stops, world.applied] };
      const sums = standing([...world.share, ...walked(whole).flat()]);
      for (const sum of sums.values()) expect(sum).toBe(0n);
    }),
  );
});

it("gives every account but the largest debit its own rounded share, and that one the rest", () => {
  fc.assert(
    fc.property(walk, ({ share, applied, stops }) => {
      const to = stops.at(-1) ?? applied;
      const sums = standing(reversedShare(share, { applied, from: 0, to }));
      const most = share.reduce(
        (max, one) => (one.side === "D" && one.amountMinor > max ? one.amountMinor : max),
        0n,
      );
      const largest = share.find((one) => one.side === "D" && one.amountMinor === most);
      for (const { role, side, amountMinor } of share) {
        if (role === largest?.role) continue;
        const part = shareOf(amountMinor, to, applied);
        expect(sums.get(role) ?? 0n).toBe(side === "D" ? -part : part);
      }
    }),
  );
});
