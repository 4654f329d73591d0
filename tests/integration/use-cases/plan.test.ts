import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { limits } from "#app/domain/limits.ts";
import { readPricing } from "#app/use-cases/pricing/read-pricing.ts";
import { handleWebhook } from "#app/use-cases/shop/handle-webhook.ts";
import { carryOut } from "#app/use-cases/write-off/carry-out.ts";
import { previewWriteOff } from "#app/use-cases/write-off/preview-write-off.ts";
import { reverseWriteOff } from "#app/use-cases/write-off/reverse-write-off.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import { adjusting, mug, openDesk, plate, problemsOf, reversed, submitted, undo, write } from "./desk.ts";

const desk = openDesk();
/** Three are as good as twenty, and sooner used up. */
const most = 3;
const usual = limits.freeWriteOffsAMonth;
const setLimit = (freeWriteOffsAMonth: number) => void Object.assign(limits, { freeWriteOffsAMonth });
const planUrl = () => `${desk.emulator.url}/store/mug-shop/charges/lossbook/pricing_plans`;
const one = () => write({ itemId: mug });

/** The shop sells, is on the free plan, and has used all of the month but `left`. */
async function onFree(left: number): Promise<void> {
  desk.emulator.setDevelopmentStore(false);
  desk.emulator.choosePlan("free");
  await readPricing(await desk.as(null));
  const [{ used } = { used: 0 }] = await desk.sql<{ used: number }>(
    "SELECT write_offs_this_month(id, time_zone, 1000) AS used FROM shop",
  );
  for (let n = used; n < most - left; n += 1) await submitted(desk, one());
}

/** The cached answer is no longer fresh: before a refusal Shopify is asked again. */
const minutesLater = () =>
  desk.sql("UPDATE shop SET pricing_asked_at = clock_timestamp() - interval '2 minutes'");

const kept = () =>
  desk.sql<{ kind: string; handle: string; most: number | null }>(
    `SELECT pricing_kind AS kind, pricing_handle AS handle, write_offs_a_month AS most FROM shop`,
  );

beforeAll(() => setLimit(most));
afterAll(() => setLimit(usual));
beforeEach(async () => {
  // What earlier tests wrote off belongs to months that are over.
  await desk.sql("ALTER TABLE document DISABLE TRIGGER USER");
  await desk.sql("UPDATE document SET created_at = created_at - interval '40 days'");
  await desk.sql("ALTER TABLE document ENABLE TRIGGER USER");
});

describe("a shop that was just installed", () => {
  it("counts nothing in a development store", async () => {
    expect(await kept()).toEqual([{ kind: "development", handle: "", most: null }]);
  });

  it("works while Shopify does not say which plan it is on", async () => {
    desk.emulator.setDevelopmentStore(false);
    await desk.sql(
      "UPDATE shop SET pricing_kind = 'unknown', write_offs_a_month = NULL, pricing_asked_at = NULL",
    );
    for (let n = 0; n <= most; n += 1) await submitted(desk, one());
  });
});

describe("the free plan", () => {
  it("holds a named number of write-offs a month, and the next is refused with the way to more", async () => {
    await onFree(1);
    await submitted(desk, one());
    const shelf = desk.onShelf(mug);
    const refused = await submitWriteOff(desk.manager, one());
    expect(problemsOf(refused)).toEqual([
      { code: "plan-needed", facts: { limit: most, used: most, planUrl: planUrl() } },
    ]);
    expect(problemsOf(await previewWriteOff(desk.manager, one()))).toEqual(problemsOf(refused));
    expect(desk.onShelf(mug)).toBe(shelf);
  });

  it("lets everything be undone when the month is used up, and that uses nothing", async () => {
    await onFree(1);
    const last = await submitted(desk, one());
    const back = await reversed(desk, undo(last.id));
    expect(back.state).toBe("done");
    expect((await reverseWriteOff(desk.manager, undo(back.id))).ok).toBe(true);
    expect(problemsOf(await submitWriteOff(desk.manager, one()))[0]?.code).toBe("plan-needed");
  });

  it("gives the place back of what Shopify refused", async () => {
    await onFree(1);
    desk.emulator.fault({ kind: "user-error", code: "INVALID_LOCATION", ...adjusting });
    expect((await submitted(desk, one())).state).toBe("refused");
    expect((await submitted(desk, one())).state).toBe("done");
  });

  it("begins anew with the month of the shop's own zone", async () => {
    await onFree(0);
    await desk.sql("ALTER TABLE document DISABLE TRIGGER USER");
    await desk.sql(
      `UPDATE document SET created_at = date_trunc('month', now() AT TIME ZONE 'Europe/Berlin')
         AT TIME ZONE 'Europe/Berlin' - interval '1 second'`,
    );
    await desk.sql("ALTER TABLE document ENABLE TRIGGER USER");
    await submitted(desk, one());
  });

  it("has one last place for two who come at once, and the other is told", async () => {
    await onFree(1);
    const answers = await Promise.all(
      [one(), one(), one(), one()].map((wish) => submitWriteOff(desk.manager, wish)),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.flatMap(problemsOf).map(({ code, facts }) => [code, facts?.used])).toEqual(
      Array(3).fill(["plan-needed", most]),
    );
  });

  it("is kept by the database too: a document beyond it cannot be inserted at all", async () => {
    await onFree(0);
    const insert = desk.sql(
      `INSERT INTO document (shop_id, id, kind, fingerprint, event_date, currency, time_zone, submitted_by,
         right_proved, units, line_count, created_at)
       SELECT id, gen_random_uuid(), 'off', 'x', now(), 'EUR', time_zone, '1', true, 1, 1, now() FROM shop`,
    );
    await expect(insert).rejects.toMatchObject({ constraint: "document_within_plan" });
  });

  it("costs an ordinary write-off no question to Shopify", async () => {
    await onFree(2);
    await minutesLater();
    desk.emulator.requests.clear();
    await submitted(desk, one());
    expect(desk.emulator.requests.list()).toHaveLength(2);
  });
});

describe("a plan that changes", () => {
  it("is asked for once more before anybody is turned away, and not again within a minute", async () => {
    await onFree(0);
    desk.emulator.choosePlan("pro");
    expect(problemsOf(await submitWriteOff(desk.manager, one()))[0]?.code).toBe("plan-needed");
    await minutesLater();
    await submitted(desk, one());
    expect(await kept()).toEqual([{ kind: "paid", handle: "pro", most: null }]);
  });

  it("is never taken from a webhook's own words, which come late, twice and in any order", async () => {
    await onFree(0);
    const worker = await desk.as(null);
    desk.emulator.choosePlan("pro");
    // The end of the old one is told last.
    for (let n = 0; n < 3; n += 1) await handleWebhook(worker, { kind: "plan" }, new Date());
    expect(await kept()).toEqual([{ kind: "paid", handle: "pro", most: null }]);
    desk.emulator.choosePlan(null);
    await handleWebhook(worker, { kind: "plan" }, new Date(0));
    expect(await kept()).toEqual([{ kind: "free", handle: "", most }]);
  });

  it("is kept as it was asked for last, when an earlier answer arrives later", async () => {
    await onFree(0);
    const worker = await desk.as(null);
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    const slow = {
      ...worker,
      shopify: {
        ...worker.shopify,
        readPricing: async () => {
          const facts = await worker.shopify.readPricing();
          await answered;
          return facts;
        },
      },
    };
    const late = readPricing(slow);
    await expect.poll(() => desk.emulator.requests.list().length).toBeGreaterThan(0);
    desk.emulator.choosePlan("pro");
    await readPricing(worker);
    answer();
    await late;
    expect(await kept()).toEqual([{ kind: "paid", handle: "pro", most: null }]);
  });

  it("stops nothing that was submitted before it ended, and hides nothing", async () => {
    desk.emulator.setDevelopmentStore(false);
    desk.emulator.choosePlan("pro");
    const worker = await desk.as(null);
    await readPricing(worker);
    for (let n = 0; n < most; n += 1) await submitted(desk, one());
    desk.emulator.fault({ kind: "throttled", times: 1, ...adjusting });
    const command = write({ itemId: mug }, { itemId: plate, reasonId: "lost" });
    const pending = await submitted(desk, command);
    desk.emulator.choosePlan(null);
    await readPricing(worker);
    expect(problemsOf(await submitWriteOff(desk.manager, one()))[0]).toMatchObject({
      facts: { limit: most, used: most + 1 },
    });
    await desk.sql("UPDATE adjustment SET lease_until = now() - interval '1 second' WHERE state = 'waiting'");
    await carryOut(worker, command.id);
    expect((await desk.document(command.id)).state).toBe("done");
    // The same wish sent again is answered with what it made.
    expect(await submitWriteOff(desk.manager, command)).toMatchObject({ ok: true, value: { first: false } });
    expect(pending.number).toBeGreaterThan(most);
  });

  it("is written down in the audit trail once for each change", async () => {
    await onFree(0);
    const worker = await desk.as(null);
    const told = () =>
      desk.sql<{ id: string; canonical: string }>(
        "SELECT id, canonical FROM audit_event WHERE kind = 'plan-changed'",
      );
    const before = new Set((await told()).map(({ id }) => id));
    desk.emulator.choosePlan("pro");
    await readPricing(worker);
    await readPricing(worker);
    const since = (await told()).filter(({ id }) => !before.has(id));
    const facts = since.map(({ canonical }) => JSON.parse(canonical).facts);
    expect(facts).toEqual([{ from: "free", to: "paid", handle: "pro" }]);
  });
});
