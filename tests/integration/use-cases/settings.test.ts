import { beforeEach, describe, expect, it } from "vitest";
import { systemIds } from "#app/adapters/system-clock.ts";
import { limits } from "#app/domain/limits.ts";
import type { AddReasonCommand } from "#app/domain/reason/reason-command.ts";
import { changeThreshold } from "#app/use-cases/journal/change-threshold.ts";
import { removeAccountRule } from "#app/use-cases/journal/remove-account-rule.ts";
import { setAccountRule } from "#app/use-cases/journal/set-account-rule.ts";
import { addReason } from "#app/use-cases/shop/add-reason.ts";
import { changeReason } from "#app/use-cases/shop/change-reason.ts";
import { changeStockPolicy } from "#app/use-cases/shop/change-stock-policy.ts";
import { previewWriteOff } from "#app/use-cases/write-off/preview-write-off.ts";
import {
  backRoom,
  journalOf,
  mainStreet,
  mug,
  openDesk,
  place,
  plate,
  problemsOf,
  submitted,
  write,
} from "./desk.ts";

const desk = openDesk();
const told = (kind: string) =>
  desk.sql<{ canonical: string }>("SELECT canonical FROM audit_event WHERE kind = $1 ORDER BY id", [kind]);
const noCost = [{ code: "may-not-see-cost" }];

const leak = (parts: Partial<AddReasonCommand> = {}): AddReasonCommand => ({
  id: systemIds.next(),
  label: "Water damage",
  family: "damage",
  shrink: true,
  needsEvidence: false,
  needsNote: true,
  debitRole: "loss-other",
  materialRole: "inventory-write-down",
  shopifyReason: "damaged",
  kinds: ["off"],
  ...parts,
});

// Shopify can be asked who sees costs once something has one.
beforeEach(async () => {
  await desk.sql("DELETE FROM account_rule");
  await desk.sql("DELETE FROM reason WHERE length(id) = 36");
  await submitted(desk, write({ itemId: mug }));
});

describe("a reason of the shop's own", () => {
  it("works like the others from then on, in Shopify's history too", async () => {
    const reason = leak();
    expect(await addReason(desk.manager, reason)).toEqual({ ok: true, value: { id: reason.id } });
    const bare = write({ itemId: mug, reasonId: reason.id });
    expect(problemsOf(await previewWriteOff(desk.manager, bare))).toMatchObject([{ code: "note-needed" }]);
    const document = await submitted(desk, write({ itemId: mug, reasonId: reason.id, note: "A pipe burst" }));
    expect(document.lines[0]).toMatchObject({ reasonLabel: "Water damage", debitRole: "loss-other" });
    expect(document.adjustments[0]).toMatchObject({ shopifyReason: "damaged" });
    expect((await told("reason-added")).at(-1)?.canonical).toContain('"label":"Water damage"');
  });

  it("asked for twice is added once, and its id is no other's", async () => {
    const reason = leak();
    await Promise.all([addReason(desk.manager, reason), addReason(desk.manager, reason)]);
    expect(await addReason(desk.manager, reason)).toMatchObject({ ok: true });
    expect(await desk.sql("SELECT 1 FROM reason WHERE label = 'Water damage'")).toHaveLength(1);
    const other = { ...reason, shrink: false };
    expect(problemsOf(await addReason(desk.manager, other))).toEqual([{ code: "id-taken" }]);
  });

  it("has a name of its own, in whatever letters; an archived one gives its name free", async () => {
    const taken = { code: "label-taken", at: ["label"], facts: { label: "DAMAGED" } };
    expect(problemsOf(await addReason(desk.manager, leak({ label: "DAMAGED" })))).toEqual([taken]);
    const first = leak();
    await addReason(desk.manager, first);
    const { needsNote, ...rest } = first;
    const archived = { ...rest, needsNote, archived: true };
    await changeReason(desk.manager, archived);
    expect(await addReason(desk.manager, leak())).toMatchObject({ ok: true });
    expect(problemsOf(await changeReason(desk.manager, { ...archived, archived: false }))).toMatchObject([
      { code: "label-taken" },
    ]);
  });

  it("is one of so many at most", async () => {
    await desk.sql(
      `INSERT INTO reason (shop_id, id, label, family, shrink, needs_note, needs_evidence, debit_role,
         shopify_reason, kinds, position)
       SELECT s.id, gen_random_uuid()::text, 'r' || n, 'damage', true, false, false, 'loss-other', 'other',
         '{off}', 100 + n
       FROM shop s, generate_series(1, $1 - (SELECT count(*)::int FROM reason)) n`,
      [limits.reasonsPerShop],
    );
    const full = { code: "too-many-reasons", facts: { most: limits.reasonsPerShop } };
    expect(problemsOf(await addReason(desk.manager, leak()))).toEqual([full]);
  });

  it("is added by those alone who write off and see where it is booked", async () => {
    expect(problemsOf(await addReason(await desk.as("Ben"), leak()))).toEqual(noCost);
    expect(problemsOf(await addReason(await desk.as("Ava"), leak()))).toEqual([
      { code: "may-not-write-off" },
    ]);
  });

  it("changed by somebody who says less of it keeps the rest; its material account is finance's", async () => {
    const reason = leak({ kinds: ["off", "found"] });
    await addReason(desk.manager, reason);
    const { id, label, family, shrink, needsNote, debitRole } = reason;
    const less = { id, label, family, shrink, needsNote, debitRole, archived: false };
    expect(await changeReason(await desk.as("Ben"), less)).toMatchObject({ ok: true });
    const elsewhere = { ...less, materialRole: null };
    expect(problemsOf(await changeReason(await desk.as("Ben"), elsewhere))).toEqual([
      { code: "may-not-see-cost", at: ["materialRole"] },
    ]);
    const [row] = await desk.sql("SELECT material_role AS role, kinds FROM reason WHERE id = $1", [id]);
    expect(row).toEqual({ role: "inventory-write-down", kinds: ["off", "found"] });
  });
});

describe("an account rule", () => {
  const rule = { reasonId: "damaged", locationId: backRoom, role: "production-loss" } as const;
  const here = { reasonId: rule.reasonId, locationId: rule.locationId };

  it("leads one reason at one location to its account, until it is changed or removed", async () => {
    const accounts = async () =>
      journalOf(
        await submitted(desk, write({ itemId: plate }, { itemId: mug, locationId: backRoom })),
      )[0]?.filter((line) => line.includes(" D "));
    await setAccountRule(desk.manager, rule);
    expect(await accounts()).toEqual([
      expect.stringContaining("shrinkage-damage"),
      expect.stringContaining("production-loss"),
    ]);
    await setAccountRule(desk.manager, { ...rule, role: "loss-other" });
    expect((await accounts())?.[1]).toContain("loss-other");
    await removeAccountRule(desk.manager, here);
    expect((await accounts())?.join()).not.toContain("loss-other");
    expect((await told("account-rule-removed")).at(-1)?.canonical).toContain('"was":"loss-other"');
  });

  it("for what is not there is refused, all of it at once", async () => {
    const wrong = { ...rule, reasonId: "rain", locationId: place(99) };
    expect(problemsOf(await setAccountRule(desk.manager, wrong))).toEqual([
      { code: "unknown-reason", at: ["reasonId"], facts: { reason: "rain" } },
      { code: "unknown-location", at: ["locationId"] },
    ]);
    await desk.sql("UPDATE reason SET archived_at = now() WHERE id = 'damaged'");
    expect(problemsOf(await setAccountRule(desk.manager, rule))).toMatchObject([{ code: "archived-reason" }]);
    await desk.sql("UPDATE reason SET archived_at = NULL WHERE id = 'damaged'");
  });

  it("removed twice is gone once", async () => {
    await setAccountRule(desk.manager, rule);
    const before = (await told("account-rule-removed")).length;
    for (let time = 0; time < 2; time += 1)
      expect(await removeAccountRule(desk.manager, here)).toMatchObject({ ok: true });
    expect(await told("account-rule-removed")).toHaveLength(before + 1);
  });

  it("is one of so many at most; one that is there can still be changed", async () => {
    await setAccountRule(desk.manager, rule);
    await desk.sql(
      `INSERT INTO account_rule (shop_id, reason_id, location_id, role)
       SELECT id, 'lost', 'gid://shopify/Location/' || n, 'loss-other' FROM shop, generate_series(2, $1) n`,
      [limits.accountRulesPerShop],
    );
    expect(problemsOf(await setAccountRule(desk.manager, { ...rule, locationId: mainStreet }))).toEqual([
      { code: "too-many-rules", facts: { most: limits.accountRulesPerShop } },
    ]);
    expect(await setAccountRule(desk.manager, { ...rule, role: "loss-other" })).toMatchObject({ ok: true });
  });

  it("is finance's", async () => {
    const ben = await desk.as("Ben");
    expect(problemsOf(await setAccountRule(ben, rule))).toEqual(noCost);
    expect(problemsOf(await removeAccountRule(ben, here))).toEqual(noCost);
  });
});

describe("the stock rules", () => {
  it("let more leave than there is only once the shop says so", async () => {
    const much = write({ itemId: plate, quantity: 19 });
    expect(problemsOf(await previewWriteOff(desk.manager, much))).toMatchObject([{ code: "not-enough" }]);
    const policy = { refuseBelowZero: false, refuseBelowCommitted: false };
    expect(await changeStockPolicy(desk.manager, policy)).toMatchObject({ ok: true });
    expect(problemsOf(await previewWriteOff(desk.manager, much))).toEqual([]);
    expect((await told("stock-policy-changed")).at(-1)?.canonical).toContain(
      '"was":{"refuseBelowCommitted":true,"refuseBelowZero":true}',
    );
  });

  it("are not loosened by those who merely write off or merely see costs", async () => {
    const policy = { refuseBelowZero: false, refuseBelowCommitted: false };
    expect(problemsOf(await changeStockPolicy(await desk.as("Ben"), policy))).toEqual(noCost);
    expect(problemsOf(await changeStockPolicy(await desk.as("Ava"), policy))).toMatchObject([
      { code: "may-not-write-off" },
    ]);
  });
});

describe("the threshold", () => {
  const in_ = (currency: string) => ({ ...desk.manager, shop: { ...desk.manager.shop, currency } });
  const minor = async () => {
    const [row] = await desk.sql("SELECT material_threshold_minor AS minor FROM shop");
    return row?.minor;
  };

  it("sends a larger loss to the material account, and null sends none there", async () => {
    const accountOf = async () => {
      const plan = await previewWriteOff(desk.manager, write({ itemId: mug, quantity: 3 }));
      return plan.ok ? plan.value.lines[0]?.debitRole : null;
    };
    await changeThreshold(desk.manager, { amount: "13.50" });
    expect(await accountOf()).toBe("shrinkage-damage");
    await changeThreshold(desk.manager, { amount: "13.49" });
    expect(await accountOf()).toBe("inventory-write-down");
    await changeThreshold(desk.manager, { amount: null });
    expect(await accountOf()).toBe("shrinkage-damage");
    expect((await told("threshold-changed")).at(-1)?.canonical).toContain('"minor":null,"was":"1349"');
  });

  it.each([
    ["JPY", "250", "250"],
    ["JPY", "250.000", "250"],
    ["EUR", "250.5", "25050"],
    ["KWD", "0.125", "125"],
  ])("in %s of %s is %s in the smallest unit", async (currency, amount, expected) => {
    expect(await changeThreshold(in_(currency), { amount })).toMatchObject({ ok: true });
    expect(await minor()).toBe(expected);
  });

  it.each([
    ["JPY", "250.5", { code: "too-many-decimals", at: ["amount"], facts: { currency: "JPY", most: 0 } }],
    ["EUR", "0.005", { code: "too-many-decimals", at: ["amount"], facts: { currency: "EUR", most: 2 } }],
    ["EUR", "999999999999", { code: "value-too-large", at: ["amount"] }],
  ])("in %s of %s is refused", async (currency, amount, problem) => {
    expect(problemsOf(await changeThreshold(in_(currency), { amount }))).toEqual([problem]);
    expect(await minor()).toBeNull();
  });

  it("is finance's", async () => {
    expect(problemsOf(await changeThreshold(await desk.as("Ben"), { amount: "1" }))).toEqual(noCost);
  });
});
