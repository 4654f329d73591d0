import { describe, expect, it } from "vitest";
import { systemIds } from "#app/adapters/system-clock.ts";
import type { MakeLinkCommand, ReportCommand } from "#app/domain/approval/link-command.ts";
import { SECOND_CODES } from "#app/domain/approval/rule.ts";
import { usualWatch } from "#app/domain/signal/watch.ts";
import { enterReport, type ReportGuest } from "#app/use-cases/report/enter-report.ts";
import { makeReportLink } from "#app/use-cases/report/make-report-link.ts";
import { revokeReportLink } from "#app/use-cases/report/revoke-report-link.ts";
import { takeReport } from "#app/use-cases/report/take-report.ts";
import { approveRequest } from "#app/use-cases/request/approve-request.ts";
import { previewRequest } from "#app/use-cases/request/preview-request.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { changeWatch } from "#app/use-cases/signal/change-watch.ts";
import { backRoom, mainStreet, mug, plate, problemsOf, submitted, write } from "./desk.ts";
import { openSecondDesk } from "./second-desk.ts";

const desk = openSecondDesk();

const wish = (part: Partial<MakeLinkCommand> = {}): MakeLinkCommand => ({
  id: systemIds.next(),
  label: "Kiln",
  locationId: mainStreet,
  itemIds: [mug],
  vendor: null,
  days: 30,
  usesMax: 3,
  ...part,
});

async function made(part: Partial<MakeLinkCommand> = {}, ctx: ShopContext = desk.manager) {
  const answer = await makeReportLink(ctx, wish(part));
  if (!answer.ok) throw new Error(JSON.stringify(answer.problems));
  return answer.value;
}

async function guestOf(token: string): Promise<ReportGuest> {
  const guest = await enterReport(desk.world.database, token);
  if (!guest.ok) throw new Error(JSON.stringify(guest.problems));
  return guest.value;
}

const report = (part: Partial<ReportCommand> = {}): ReportCommand => ({
  id: systemIds.next(),
  reporter: "Ana of the kiln",
  note: "Cracked in transit",
  reasonId: "damaged",
  lines: [{ itemId: mug, quantity: 2 }],
  ...part,
});

describe("a report by link", () => {
  it("is a request, and a document only by somebody of the store", async () => {
    const { id, token } = await made();
    const worker = await desk.as(null);
    const command = report();
    expect(await takeReport(worker, await guestOf(token), command)).toMatchObject({ ok: true });
    expect(await desk.request(command.id)).toMatchObject({
      state: "waiting",
      requester: `link:${id}`,
      reasons: [{ code: "by-link", facts: { label: "Kiln" } }],
    });
    expect(desk.onShelf(mug)).toBe(40);
    // Also who made the link may decide where they could have written it off alone.
    expect(await approveRequest(desk.manager, { id: command.id, revision: 1 })).toMatchObject({ ok: true });
    const document = await desk.document(command.id);
    expect(document).toMatchObject({ submittedBy: `link:${id}`, approvedBy: desk.manager.person?.userId });
    expect(desk.onShelf(mug)).toBe(38);
  });

  it.each<[string, () => Promise<unknown>]>([
    ["a rule", () => desk.rule({ most: 100n })],
    ["a rule over the day", () => desk.rule({ most: 100_000n, span: "person-day" })],
  ])("is no way around %s for who made the link", async (_, lay) => {
    await lay();
    const { token } = await made();
    const command = report();
    expect(await takeReport(await desk.as(null), await guestOf(token), command)).toMatchObject({ ok: true });
    const wish = { id: command.id, revision: 1 };
    expect(problemsOf(await approveRequest(desk.manager, wish))).toEqual([{ code: "own-request" }]);
    expect((await desk.request(command.id)).state).toBe("waiting");
    const read = { ...wish, reasons: [...SECOND_CODES] };
    expect(await approveRequest(await desk.as("Olivia"), read)).toMatchObject({ ok: true });
  });

  it("shows what the shop's rules say of it to whoever decides, who must have read it", async () => {
    await desk.rule({ most: 100n });
    const { token } = await made();
    const command = report();
    await takeReport(await desk.as(null), await guestOf(token), command);
    const olivia = await desk.as("Olivia");
    const wish = { id: command.id, revision: 1 };
    expect(await previewRequest(olivia, command.id)).toMatchObject({
      value: { found: [{ code: "rule-value" }] },
    });
    expect(problemsOf(await approveRequest(olivia, wish))).toEqual([{ code: "request-unread" }]);
    expect(await desk.request(command.id)).toMatchObject({ state: "waiting", trouble: null });
    expect(await approveRequest(olivia, { ...wish, reasons: ["by-link", "rule-value"] })).toMatchObject({
      ok: true,
    });
    const [event] = await desk.sql<{ canonical: string }>(
      "SELECT canonical FROM audit_event WHERE subject_id = $1 AND kind = 'request-approved'",
      [command.id],
    );
    expect(event?.canonical).toContain('"reasons":["by-link","rule-value"]');
  });

  it("that is unusual is decided by who decides about the unusual, whoever made the link", async () => {
    await submitted(desk, write({ itemId: mug }));
    const { token } = await made();
    const command = report();
    await takeReport(await desk.as(null), await guestOf(token), command);
    await changeWatch(await desk.as("Olivia"), { watch: { ...usualWatch, againTimes: 2 } });
    const read = { id: command.id, revision: 1, reasons: [...SECOND_CODES] };
    const finance = await desk.role("Ben", "finance");
    expect(problemsOf(await approveRequest(finance, read))).toMatchObject([
      { code: "not-your-role", facts: { right: "approve-flagged" } },
    ]);
    expect(await approveRequest(await desk.role("Ben", "senior-finance"), read)).toMatchObject({ ok: true });
    await changeWatch(await desk.as("Olivia"), { watch: null });
  });

  it("sent twice is one report and one use; with other words under its id it is refused", async () => {
    const { token } = await made();
    const worker = await desk.as(null);
    const command = report();
    const guest = await guestOf(token);
    const answers = await Promise.all([1, 2, 3].map(() => takeReport(worker, guest, command)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect((await guestOf(token)).link.usesLeft).toBe(2);
    const other = { ...command, note: "other" };
    expect(problemsOf(await takeReport(worker, guest, other))).toEqual([{ code: "id-taken", at: ["id"] }]);
  });

  it("does not get past the number of uses, also not by many at once", async () => {
    const { token } = await made({ usesMax: 2 });
    const worker = await desk.as(null);
    const guest = await guestOf(token);
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => takeReport(worker, guest, report())));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(2);
    expect(answers.flatMap(problemsOf).map(({ code }) => code)).toEqual(Array(3).fill("link-over"));
    expect(problemsOf(await enterReport(desk.world.database, token))).toEqual([{ code: "link-over" }]);
  });

  it("speaks of nothing but what the link names, and gives no reason of the merchant's own", async () => {
    const { token } = await made();
    const worker = await desk.as(null);
    const guest = await guestOf(token);
    expect(guest.items.map(({ itemId }) => itemId)).toEqual([mug]);
    const stranger = report({ lines: [{ itemId: plate, quantity: 1 }] });
    expect(problemsOf(await takeReport(worker, guest, stranger))).toMatchObject([{ code: "bad-field" }]);
    expect(problemsOf(await takeReport(worker, guest, report({ reasonId: "no-such" })))).toMatchObject([
      { code: "unknown-reason" },
    ]);
  });

  it("of a vendor reaches what that vendor made and no more", async () => {
    await submitted(desk, write({ itemId: mug }, { itemId: plate }));
    const [known] = await desk.sql<{ vendor: string }>("SELECT vendor FROM item_mirror WHERE item_id = $1", [
      mug,
    ]);
    const { token } = await made({ itemIds: [], vendor: known?.vendor ?? "" });
    const { items } = await guestOf(token);
    expect(items.length).toBeGreaterThan(0);
    const others = await desk.sql("SELECT FROM item_mirror WHERE item_id = ANY($1) AND vendor <> $2", [
      items.map(({ itemId }) => itemId),
      known?.vendor,
    ]);
    expect(others).toEqual([]);
  });
});

describe("a link that is", () => {
  it("forged, cut or of no shop opens nothing", async () => {
    const { token } = await made();
    const { database } = desk.world;
    for (const wrong of [
      "",
      "lbr_",
      token.slice(0, -1),
      `${token}x`,
      `lbr_${"A".repeat(43)}`,
      `${token.slice(0, -2)}%'`,
    ])
      expect(problemsOf(await enterReport(database, wrong))).toEqual([{ code: "bad-link" }]);
  });

  it("revoked is over at once, and so is a report that was being filled in", async () => {
    const { id, token } = await made();
    const guest = await guestOf(token);
    expect(await revokeReportLink(desk.manager, id)).toMatchObject({ ok: true });
    expect(problemsOf(await enterReport(desk.world.database, token))).toEqual([{ code: "link-over" }]);
    const late = report();
    expect(problemsOf(await takeReport(await desk.as(null), guest, late))).toEqual([{ code: "link-over" }]);
    expect(await desk.sql("SELECT FROM request WHERE id = $1", [late.id])).toEqual([]);
  });

  it("expired is over", async () => {
    const { id, token } = await made();
    const guest = await guestOf(token);
    await desk.sql("UPDATE report_link SET expires_at = now() - interval '1 second' WHERE id = $1", [id]);
    expect(problemsOf(await enterReport(desk.world.database, token))).toEqual([{ code: "link-over" }]);
    expect(problemsOf(await takeReport(await desk.as(null), guest, report()))).toEqual([
      { code: "link-over" },
    ]);
  });

  it("asked for too often has to wait", async () => {
    const { token } = await made();
    const answers = [];
    for (let turn = 0; turn < 31; turn += 1) answers.push(await enterReport(desk.world.database, token));
    expect(answers.slice(0, 30).every(({ ok }) => ok)).toBe(true);
    expect(problemsOf(answers[30] as (typeof answers)[number])).toMatchObject([
      { code: "too-many-requests" },
    ]);
  });

  it("kept as a hash alone, made and revoked in the trail, by who may and where they may", async () => {
    const { id, token } = await made();
    const rows = await desk.sql<{ row: string }>("SELECT l::text AS row FROM report_link l");
    expect(rows.some(({ row }) => row.includes(token.slice(4)))).toBe(false);
    await revokeReportLink(desk.manager, id);
    const events = await desk.sql<{ kind: string }>(
      "SELECT kind FROM audit_event WHERE subject_id = $1 ORDER BY at, id",
      [id],
    );
    expect(events.map(({ kind }) => kind)).toEqual(["link-made", "link-revoked"]);
    const ben = await desk.role("Ben", "assistant");
    expect(problemsOf(await makeReportLink(ben, wish()))).toMatchObject([{ code: "not-your-role" }]);
    expect(problemsOf(await revokeReportLink(ben, id))).toMatchObject([{ code: "not-your-role" }]);
    const away = await desk.role("Max", "manager", [backRoom]);
    expect(problemsOf(await makeReportLink(away, wish()))).toEqual([
      { code: "not-your-location", at: ["locationId"], facts: { location: "Main street" } },
    ]);
    const open = await made();
    expect(problemsOf(await revokeReportLink(away, open.id))).toEqual([
      { code: "not-your-location", facts: { location: "Main street" } },
    ]);
  });
});
