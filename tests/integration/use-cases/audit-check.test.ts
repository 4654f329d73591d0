import { Blob } from "node:buffer";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkTrail } from "#app/components/verifier/check-trail.ts";
import { openStreams, type Streams } from "#app/db/feed-streams.ts";
import type { AuditFilter } from "#app/queries/audit-filter.ts";
import { auditList } from "#app/queries/audit-list.ts";
import { auditStream } from "#app/queries/audit-stream.ts";
import { linesOf } from "#app/queries/feed-stream.ts";
import { trailStart } from "#app/queries/trail-start.ts";
import { sealAudit } from "#app/use-cases/audit/seal-audit.ts";
import { verifyAudit } from "#app/use-cases/audit/verify-audit.ts";
import { mainStreet, mug, openDesk, plate, submitted, write } from "./desk.ts";

const desk = openDesk();
let streams: Streams;
beforeAll(() => {
  streams = openStreams(desk.appUrl, () => {});
});
afterAll(() => streams.end());

async function span(filter: Omit<AuditFilter, "cursor"> = {}) {
  await sealAudit(await desk.as(null));
  const { shopId, database, shop } = desk.manager;
  const start = await trailStart(database, shopId);
  return { start, span: { shopId, timeZone: shop.timeZone, through: start.head.sequence, ...filter } };
}

async function checked() {
  const { start, span: all } = await span();
  const stream = await auditStream(streams, all, true);
  if (!stream) throw new Error("a stream is free");
  return verifyAudit(desk.manager, { lines: linesOf(stream), head: start.head });
}

async function exported(filter: Omit<AuditFilter, "cursor"> = {}, whole = true): Promise<string> {
  const { start, span: all } = await span(filter);
  const stream = await auditStream(streams, all);
  if (!stream) throw new Error("a stream is free");
  const lines: string[] = [];
  for await (const some of linesOf(stream)) lines.push(...some);
  const shop = { id: desk.manager.shopId, name: "Mug Shop", domain: desk.manager.domain };
  const head = {
    format: "lossbook-audit-trail",
    version: 1,
    shop,
    madeAt: "2026-11-21T12:00:00Z",
    whole,
    ...start,
  };
  const foot = { end: { events: lines.length, head: start.head } };
  return [JSON.stringify(head), ...lines, JSON.stringify(foot), ""].join("\n");
}

const check = (text: string) => checkTrail(new Blob([text]) as globalThis.Blob, []);

/** As the owner, with every guard off: what somebody could do who has the database in their hands. */
async function tamper(sql: string, values: unknown[] = []): Promise<void> {
  await desk.sql("ALTER TABLE audit_event DISABLE TRIGGER USER");
  await desk.sql("ALTER TABLE audit_seal DISABLE TRIGGER USER");
  await desk.sql(sql, values);
}

async function undone(sql: string): Promise<void> {
  await desk.sql(sql);
  await desk.sql("ALTER TABLE audit_event ENABLE TRIGGER USER");
  await desk.sql("ALTER TABLE audit_seal ENABLE TRIGGER USER");
}

describe("the trail checked in the app", () => {
  it("is sound after an ordinary day", async () => {
    await submitted(desk, write({ itemId: mug }, { itemId: plate, reasonId: "lost" }));
    const verdict = await checked();
    expect(verdict).toMatchObject({ flaws: [], disagreeing: [], unqueued: 0 });
    const [count] = await desk.sql<{ n: number }>("SELECT count(*)::int AS n FROM audit_event");
    expect(verdict.events).toBe(count?.n);
  });

  it("tells of an event whose text was changed in the database, at its number", async () => {
    await submitted(desk, write({ itemId: mug }));
    await sealAudit(await desk.as(null));
    const third = "(SELECT event_id FROM audit_seal WHERE sequence = 3)";
    await tamper(`UPDATE audit_event SET canonical = replace(canonical, '"id"', '"Id"') WHERE id = ${third}`);
    expect((await checked()).flaws).toEqual([{ kind: "changed", sequence: 3, line: 3 }]);
    await undone(`UPDATE audit_event SET canonical = replace(canonical, '"Id"', '"id"') WHERE id = ${third}`);
  });

  it("tells of columns that say something else than the sealed text, which the lists would show", async () => {
    await submitted(desk, write({ itemId: mug }));
    const second = "(SELECT event_id FROM audit_seal WHERE sequence = 2)";
    await sealAudit(await desk.as(null));
    const [before] = await desk.sql<{ person_id: string | null }>(
      `SELECT person_id FROM audit_event WHERE id = ${second}`,
    );
    await tamper(`UPDATE audit_event SET person_id = 'somebody else' WHERE id = ${second}`);
    expect(await checked()).toMatchObject({ flaws: [], disagreeing: [2] });
    const person = before?.person_id ? `'${before.person_id}'` : "NULL";
    await undone(`UPDATE audit_event SET person_id = ${person} WHERE id = ${second}`);
  });

  it("tells of an event that was put past the seals", async () => {
    const id = randomUUID();
    await tamper(
      `INSERT INTO audit_event (shop_id, id, kind, subject_id, at, canonical)
       VALUES ($1, $2, 'document-submitted', $2, now(), '{}')`,
      [desk.manager.shopId, id],
    );
    expect(await checked()).toMatchObject({ flaws: [], unqueued: 1 });
    await undone(`DELETE FROM audit_event WHERE id = '${id}'`);
  });
});

describe("the trail that left the house", () => {
  it("passes the verifier as it is, and as a choice of events", async () => {
    await submitted(desk, write({ itemId: mug }));
    expect(await check(await exported())).toMatchObject({ verdict: { flaws: [] }, head: { whole: true } });
    const chosen = await check(await exported({ kind: "adjustment-applied" }, false));
    expect(chosen).toMatchObject({ verdict: { flaws: [] }, head: { whole: false } });
    expect(chosen?.verdict.events).toBeGreaterThan(0);
  });

  it("does not pass with one letter changed, one line gone, two swapped, or another shop's line put in", async () => {
    await submitted(desk, write({ itemId: mug }));
    const lines = (await exported()).split("\n");
    const flawsOf = async (changed: string[]) => (await check(changed.join("\n")))?.verdict.flaws ?? [];
    const [second = "", third = ""] = [lines[2], lines[3]];
    expect(await flawsOf(lines.with(2, second.replace("kind", "Kind")))).toEqual([
      { kind: "changed", sequence: 2, line: 3 },
    ]);
    expect(await flawsOf(lines.toSpliced(2, 1))).toEqual([{ kind: "missing", from: 2, to: 2, line: 3 }]);
    expect(await flawsOf(lines.with(2, third).with(3, second))).toEqual([
      { kind: "out-of-place", sequence: 2, line: 4 },
    ]);
    const foreign = second.replaceAll(desk.manager.shopId, randomUUID());
    expect((await flawsOf(lines.with(2, foreign))).map(({ kind }) => kind)).toEqual(["changed", "foreign"]);
    expect((await flawsOf(lines.slice(0, 5))).map(({ kind }) => kind)).toContain("cut");
  });

  it("is narrowed by what, who, when and which document, in the list and in the file alike", async () => {
    const document = await submitted(desk, write({ itemId: mug }));
    const [row] = await desk.sql<{ number: number }>("SELECT number FROM document WHERE id = $1", [
      document.id,
    ]);
    const number = `WO-${String(row?.number).padStart(6, "0")}`;
    const filters: Omit<AuditFilter, "cursor">[] = [
      { document: number },
      { kind: "document-submitted", person: "9000002" },
      { from: "2000-01-01", to: "2000-01-02" },
      { person: "nobody" },
      { document: "WO-999999" },
    ];
    for (const filter of filters) {
      const listed = (await auditList(desk.manager, filter, 1_000)).events;
      const file = await check(await exported(filter, false));
      expect([filter, file?.verdict.events]).toEqual([filter, listed.length]);
    }
    expect((await auditList(desk.manager, { document: number })).events.length).toBe(2);
  });

  it("names the places of goods beside the text that is sealed, which has their ids", async () => {
    const { id, number } = await submitted(desk, write({ itemId: mug }, { itemId: plate }));
    const { events } = await auditList(desk.manager, { document: `WO-${String(number).padStart(6, "0")}` });
    const event = events.find(({ kind }) => kind === "document-submitted");
    expect(event).toMatchObject({
      document: { id },
      places: [{ locationName: "Main street", takenFrom: "available" }],
    });
    expect(JSON.parse(event?.text ?? "{}").facts.places).toEqual([
      { location: mainStreet, from: "available" },
    ]);
  });

  it("is read page by page without a gap, forwards and back", async () => {
    for (let count = 0; count < 3; count += 1) await submitted(desk, write({ itemId: mug }));
    const all = (await auditList(desk.manager, {}, 1_000)).events.map(({ id }) => id);
    const seen: string[] = [];
    let page = await auditList(desk.manager, {}, 4);
    for (;;) {
      seen.push(...page.events.map(({ id }) => id));
      if (!page.next) break;
      page = await auditList(desk.manager, { cursor: page.next }, 4);
    }
    expect(seen).toEqual(all);
    const back = await auditList(desk.manager, { cursor: page.previous ?? "" }, 4);
    expect(back.events.map(({ id }) => id)).toEqual(all.slice(-4 - page.events.length, -page.events.length));
  });
});
