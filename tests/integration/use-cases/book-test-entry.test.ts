import { describe, expect, it } from "vitest";
import { inShop } from "#app/db/in-shop-transaction.ts";
import { dayIn } from "#app/domain/dates.ts";
import { deliverBook } from "#app/use-cases/book/deliver-book.ts";
import { mapAccounts } from "#app/use-cases/book/map-accounts.ts";
import { previewDeliveries } from "#app/use-cases/book/preview-deliveries.ts";
import { resolveDelivery } from "#app/use-cases/book/resolve-delivery.ts";
import { sendTestEntry } from "#app/use-cases/book/send-test-entry.ts";
import { openBookDesk } from "./book-desk.ts";

const desk = openBookDesk();
const owner = () => desk.as("Olivia");
const statesOf = async () => (await desk.deliveries()).map(({ state, trouble }) => [state, trouble]);
const leftOver = () => {
  const sums = new Map<string, bigint>();
  for (const { lines } of desk.journals())
    for (const { accountId, minor } of lines) sums.set(accountId, (sums.get(accountId) ?? 0n) + minor);
  return [...sums.values()].filter((sum) => sum !== 0n);
};
const later = () =>
  desk.sql(`UPDATE delivery SET due_at = due_at - interval '10 minutes', lease_until = NULL`);

describe("a test entry", () => {
  it("is two journals that leave nothing behind", async () => {
    const bookId = await desk.connect();
    expect(await sendTestEntry(await owner(), { bookId })).toMatchObject({
      ok: true,
      value: { confirmed: true },
    });
    expect(desk.journals()).toHaveLength(2);
    expect(leftOver()).toEqual([]);
  });

  it("whose day is closed there books nothing, and its reversal does not go alone", async () => {
    const bookId = await desk.connect();
    const today = dayIn(desk.manager.shop.timeZone, new Date());
    desk.books.lock(desk.organisationId, today);
    expect(await sendTestEntry(await owner(), { bookId })).toMatchObject({
      ok: true,
      value: { confirmed: false },
    });
    desk.books.lock(desk.organisationId, null);
    await later();
    await desk.drain(bookId);
    expect(desk.journals()).toEqual([]);
    expect(await statesOf()).toEqual([
      ["rejected", "period-closed"],
      ["waiting", null],
    ]);
    const [first] = await desk.deliveries();
    const again = { deliveryId: first?.id ?? "", resolution: { way: "again" } as const };
    expect(await resolveDelivery(await owner(), again)).toMatchObject({ ok: true });
    await desk.drain(bookId);
    expect(await statesOf()).toEqual([
      ["confirmed", null],
      ["confirmed", null],
    ]);
    expect(leftOver()).toEqual([]);
  });

  it("that a person settles by hand takes its reversal with it", async () => {
    const bookId = await desk.connect();
    desk.books.lock(desk.organisationId, dayIn(desk.manager.shop.timeZone, new Date()));
    await sendTestEntry(await owner(), { bookId });
    const [first] = await desk.deliveries();
    const resolution = { way: "by-hand", note: "not needed" } as const;
    const settled = await resolveDelivery(await owner(), { deliveryId: first?.id ?? "", resolution });
    expect(settled).toMatchObject({ ok: true });
    desk.books.lock(desk.organisationId, null);
    await later();
    await desk.drain(bookId);
    expect((await statesOf()).map(([state]) => state)).toEqual(["by-hand", "by-hand"]);
    expect(desk.journals()).toEqual([]);
  });

  it("is undone on the accounts it was booked to, whatever was mapped since", async () => {
    const bookId = await desk.connect();
    desk.books.fault({ kind: "drop-after", operation: "write-journal" });
    await sendTestEntry(await owner(), { bookId });
    expect(desk.journals()).toHaveLength(1);
    const bank = desk.books.organisation().accounts.find(({ kind }) => kind === "expense");
    const roles = await inShop(
      desk.world.database,
      desk.world.shopId,
      (tx) =>
        tx.$queryRaw<{ role: "loss-other" }[]>`SELECT role FROM account_mapping WHERE role <> 'inventory'`,
    );
    const mappings = roles.map(({ role }) => ({ role, accountId: bank?.id ?? "" }));
    expect(await mapAccounts(await owner(), { bookId, mappings })).toMatchObject({ ok: true });
    const previewed = await previewDeliveries(await owner(), { bookId, only: null });
    const shown = previewed.ok ? previewed.value.previews.at(-1) : null;
    await later();
    await desk.drain(bookId);
    expect(desk.journals()).toHaveLength(2);
    expect(leftOver()).toEqual([]);
    // What was shown beforehand is what was sent.
    const said = shown?.plan.ok ? shown.plan.journal.lines.map(({ accountId }) => accountId) : [];
    expect(said).toEqual(desk.journals()[1]?.lines.map(({ accountId }) => accountId));
  });

  it("of a held book goes no further than the test until the book begins", async () => {
    const bookId = await desk.connect();
    await desk.sql("UPDATE book SET state = 'setting-up'");
    expect(await sendTestEntry(await owner(), { bookId })).toMatchObject({ value: { confirmed: true } });
    await deliverBook(await desk.as(null), bookId);
    expect(desk.journals()).toHaveLength(2);
  });
});
