import pg from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import { hookPage } from "#app/queries/hook-page.ts";
import { taskCounts } from "#app/queries/task-counts.ts";
import { taskList } from "#app/queries/task-list.ts";
import { changeHookSecret } from "#app/use-cases/hook/change-secret.ts";
import { connectHook } from "#app/use-cases/hook/connect-hook.ts";
import { endHook } from "#app/use-cases/hook/end-hook.ts";
import { replayDelivery, replayFailed } from "#app/use-cases/hook/replay.ts";
import feed from "#docs/openapi-feed.json" with { type: "json" };
import { saying, startHookReceiver } from "#tests/support/hook-receiver.ts";
import { waitsOrEnds } from "#tests/support/waits-or-ends.ts";
import { problemsOf, reversed, undo } from "./desk.ts";
import { isSignedWith, openHookDesk } from "./hook-desk.ts";

const desk = openHookDesk();
const all = ["entry.made", "document.done", "document.reversed"] as const;
const DAY_MS = 24 * 3_600_000;

describe("a hook", () => {
  it("is told of an entry as the feed tells it, signed, under an id", async () => {
    const hook = await desk.connect();
    const documentId = await desk.writeOff();
    await desk.deliver(hook.id);
    const [told, ...more] = desk.receiver.received;
    expect(more).toEqual([]);
    expect(told && isSignedWith(hook.secret, told)).toBe(true);
    expect(told && isSignedWith(`${hook.secret}x`, told)).toBe(false);
    const body = JSON.parse(told?.body ?? "{}");
    expect(body).toMatchObject({ id: told?.id, event: "entry.made", shop: "mug-shop.myshopify.com" });
    expect(body.entry.document.id).toBe(documentId);
    expect(Object.keys(body.entry).sort()).toEqual([...feed.components.schemas.Entry.required].sort());
    expect(await desk.deliveries(hook.id)).toMatchObject([{ state: "done", status: 204, attempts: 1 }]);
  });

  it("is told of what it asked for and of nothing from before", async () => {
    const before = await desk.writeOff();
    const hook = await desk.connect({ events: [...all] });
    const other = await desk.connect({ events: ["document.reversed"] });
    const after = await desk.writeOff();
    const reversal = await reversed(desk, undo(after));
    await desk.deliver(hook.id);
    await desk.deliver(other.id);
    const told = desk.receiver.received.map(({ body }) => JSON.parse(body));
    const seen = told.map(({ event, entry, document }) => `${event} ${(document ?? entry.document).id}`);
    expect(seen.toSorted()).toEqual(
      [
        `document.done ${after}`,
        `document.reversed ${reversal.id}`,
        `document.reversed ${reversal.id}`,
        `entry.made ${after}`,
        `entry.made ${reversal.id}`,
      ].toSorted(),
    );
    expect(seen.join()).not.toContain(before);
    const done = told.find(({ event }) => event === "document.reversed").document;
    expect(Object.keys(done).sort()).toEqual([...feed.components.schemas.Document.required].sort());
    expect(done).toMatchObject({ state: "done", reverses: { id: after } });
  });

  it("waits for entries that are being made, so that none falls between", async () => {
    const entry = new pg.Client({ connectionString: desk.ownerUrl });
    await entry.connect();
    onTestFinished(() => entry.end());
    await entry.query("BEGIN");
    await entry.query("SELECT FROM shop FOR SHARE");
    let isThere = false;
    const connected = desk.connect().then(() => {
      isThere = true;
    });
    await waitsOrEnds(desk.sql, connected);
    expect(isThere).toBe(false);
    await entry.query("COMMIT");
    await connected;
  });

  it("gets what it did not take again, later and later, under the same id", async () => {
    const hook = await desk.connect();
    await desk.writeOff();
    desk.receiver.answer = saying(500, "Oh dear\n\u0000 <b>no</b>");
    const due: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      await desk.deliver(hook.id);
      const [one] = await desk.deliveries(hook.id);
      expect(one).toMatchObject({ state: "waiting", trouble: "status", status: 500, tries: round + 1 });
      expect(one?.words).toBe("Oh dear <b>no</b>");
      due.push(one?.dueMs ?? 0);
      await desk.deliver(hook.id);
      await desk.hookAge(one?.dueMs ?? 0);
    }
    expect(due).toEqual([...due].sort((a, b) => a - b));
    expect(due[0]).toBeGreaterThan(5_000);
    desk.receiver.answer = saying(200, "thanks");
    await desk.deliver(hook.id);
    expect(await desk.deliveries(hook.id)).toMatchObject([{ state: "done", attempts: 4, words: "" }]);
    expect(new Set(desk.receiver.received.map(({ id }) => id)).size).toBe(1);
    expect(new Set(desk.receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(await desk.hook(hook.id)).toMatchObject({ failures: 0, failing: false });
  });

  it("that takes nothing for three days has its deliveries parked, for a person to send again", async () => {
    const hook = await desk.connect();
    await desk.writeOff();
    await desk.writeOff();
    desk.receiver.answer = saying(503, "", { "retry-after": "120" });
    await desk.deliver(hook.id);
    const [asked] = await desk.deliveries(hook.id);
    expect(asked?.dueMs).toBeGreaterThan(110_000);
    await desk.hookAge(3 * DAY_MS);
    await desk.deliver(hook.id);
    expect((await desk.deliveries(hook.id)).map(({ state }) => state)).toEqual(["parked", "parked"]);
    const task = { hookId: hook.id, label: "Ledger", untold: 2, isGone: false };
    expect((await taskList(desk.owner)).hooks).toEqual([task]);
    expect((await taskCounts(desk.owner)).hooks).toBe(1);
    const sent = desk.receiver.received.length;
    await desk.hookAge(DAY_MS);
    await desk.deliver(hook.id);
    expect(desk.receiver.received).toHaveLength(sent);

    desk.receiver.answer = saying(204);
    expect(await replayFailed(desk.owner, { hookId: hook.id })).toMatchObject({ value: { replayed: 2 } });
    await desk.deliver(hook.id);
    expect((await desk.deliveries(hook.id)).map(({ state }) => state)).toEqual(["done", "done"]);
    expect((await taskList(desk.owner)).hooks).toEqual([]);
    expect(await replayFailed(desk.owner, { hookId: hook.id })).toMatchObject({ value: { replayed: 0 } });
  });

  it("that fails again and again is left alone, and then asked with one delivery", async () => {
    const hook = await desk.connect();
    for (let count = 0; count < 6; count += 1) await desk.writeOff();
    desk.receiver.answer = saying(500);
    for (let round = 0; round < 5; round += 1) {
      await desk.deliver(hook.id);
      await desk.hookAge(3_600_000);
    }
    await desk.sql("UPDATE hook SET rest_until = now() + interval '1 minute' WHERE id = $1", [hook.id]);
    const before = desk.receiver.received.length;
    await desk.deliver(hook.id);
    expect(desk.receiver.received).toHaveLength(before);
    await desk.hookAge(61_000);
    await desk.deliver(hook.id);
    expect(desk.receiver.received).toHaveLength(before + 1);
    desk.receiver.answer = saying(200);
    await desk.hookAge(DAY_MS);
    await desk.deliver(hook.id);
    expect((await desk.deliveries(hook.id)).map(({ state }) => state)).toEqual(Array(6).fill("done"));
  });

  it("that says it is gone is over: nothing waits for it and nothing is queued any more", async () => {
    const hook = await desk.connect();
    await desk.writeOff();
    await desk.writeOff();
    desk.receiver.answer = saying(410);
    await desk.deliver(hook.id);
    expect(await desk.hook(hook.id)).toMatchObject({ state: "ended", secret: null });
    expect((await desk.deliveries(hook.id)).map(({ state }) => state)).toEqual(["dropped", "dropped"]);
    await desk.writeOff();
    expect(await desk.deliveries(hook.id)).toHaveLength(2);
    await desk.deliver(hook.id);
    expect(desk.receiver.received).toHaveLength(2);
    for (const act of [endHook, changeHookSecret, replayFailed])
      expect(problemsOf(await act(desk.owner, { hookId: hook.id }))).toEqual([{ code: "hook-over" }]);
    const events = await desk.sql("SELECT person_id FROM audit_event WHERE kind = 'hook-ended'");
    expect(events.at(-1)).toEqual({ person_id: null });
    const task = { hookId: hook.id, label: "Ledger", untold: 2, isGone: true };
    expect((await taskList(desk.owner)).hooks).toEqual([task]);
    expect((await taskCounts(desk.owner)).hooks).toBe(1);
    const other = await desk.connect();
    expect((await taskList(desk.owner)).hooks).toEqual([]);
    expect(await endHook(desk.owner, { hookId: other.id })).toMatchObject({ ok: true });
    expect((await taskCounts(desk.owner)).hooks).toBe(0);
  });

  it("is not followed to where it sends us", async () => {
    const trap = await startHookReceiver();
    const hook = await desk.connect();
    for (const status of [301, 302, 303, 307, 308]) {
      await desk.writeOff();
      desk.receiver.answer = saying(status, "", { location: trap.url });
      await desk.deliver(hook.id);
    }
    expect(trap.received).toEqual([]);
    const seen = await desk.deliveries(hook.id);
    expect(seen.map(({ trouble }) => trouble)).toEqual(Array(5).fill("redirect"));
    await trap.close();
  });

  it("is not listened to without end", async () => {
    const hook = await desk.connect();
    await desk.writeOff();
    let pushed = 0;
    desk.receiver.answer = async (response) => {
      response.writeHead(500);
      const block = Buffer.alloc(65_536, "x");
      const push = () => {
        while (!response.destroyed && pushed < 200_000_000) {
          pushed += block.length;
          if (!response.write(block)) return response.once("drain", push);
        }
      };
      push();
    };
    await desk.deliver(hook.id);
    const [one] = await desk.deliveries(hook.id);
    expect(one).toMatchObject({ trouble: "status", status: 500, words: "x".repeat(200) });
    expect(pushed).toBeLessThan(20_000_000);
  });

  it("is not waited for without end, whether it is silent or answers a byte at a time", async () => {
    const silent = await desk.connect();
    const dripping = await desk.connect({ url: `${desk.receiver.url}?drip` });
    await desk.writeOff();
    const timers: NodeJS.Timeout[] = [];
    let place = 0;
    desk.receiver.answer = (response) => {
      if (place++ === 0) return;
      response.socket?.write("HTTP/1.1 200 OK\r\nX-Slow: ");
      timers.push(setInterval(() => response.socket?.write("x"), 200));
    };
    // Ends at all: what goes on answering would otherwise be waited for as long as this test may last.
    await Promise.all([desk.deliver(silent.id), desk.deliver(dripping.id)]);
    for (const timer of timers) clearInterval(timer);
    for (const { id } of [silent, dripping])
      expect(await desk.deliveries(id)).toMatchObject([{ state: "waiting", trouble: "timeout" }]);
  }, 60_000);

  it.each([
    ["another protocol", "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n"],
    ["a promise and nonsense", "HTTP/1.1 100 Continue\r\n\r\nNot HTTP at all\r\n\r\n"],
    ["a shell", "SSH-2.0-OpenSSH_9.9\r\n"],
    ["a header without end", `HTTP/1.1 200 OK\r\nX-Long: ${"x".repeat(100_000)}\r\n\r\n`],
    ["nothing", ""],
  ])("that does not speak as a web server does is tried again: %s", async (_what, words) => {
    const hook = await desk.connect();
    await desk.writeOff();
    desk.receiver.answer = (response) => void response.socket?.end(words);
    await desk.deliver(hook.id);
    expect(await desk.deliveries(hook.id)).toMatchObject([{ state: "waiting", trouble: "unreachable" }]);
  });

  it("that is not there is tried again", async () => {
    const gone = await startHookReceiver();
    const hook = await desk.connect({ url: gone.url });
    await gone.close();
    await desk.writeOff();
    await desk.deliver(hook.id);
    expect(await desk.deliveries(hook.id)).toMatchObject([
      { state: "waiting", trouble: "unreachable", words: "ECONNREFUSED" },
    ]);
  });

  it("may have a delivery again that it took, under the same id", async () => {
    const hook = await desk.connect();
    await desk.writeOff();
    await desk.deliver(hook.id);
    const [{ id: deliveryId } = { id: "" }] = await desk.deliveries(hook.id);
    expect(await replayDelivery(desk.owner, { deliveryId })).toMatchObject({ ok: true });
    await desk.deliver(hook.id);
    expect(desk.receiver.received.map(({ id }) => id)).toEqual([deliveryId, deliveryId]);
    const nobodys = { deliveryId: desk.worker.ids.next() };
    expect(problemsOf(await replayDelivery(desk.owner, nobodys))).toEqual([{ code: "not-found" }]);
  });

  it("is signed with both secrets for a day, and then with the new one alone", async () => {
    const hook = await desk.connect();
    const next = async () => {
      await desk.writeOff();
      await desk.deliver(hook.id);
      const told = desk.receiver.received.at(-1);
      if (!told) throw new Error("nothing was received");
      return (secret: string) => isSignedWith(secret, told);
    };
    const changed = async () => {
      const answer = await changeHookSecret(desk.owner, { hookId: hook.id });
      return answer.ok ? answer.value.secret : "";
    };
    const second = await changed();
    const both = await next();
    expect([hook.secret, second].map(both)).toEqual([true, true]);
    await desk.hookAge(DAY_MS + 1);
    const late = await next();
    expect([hook.secret, second].map(late)).toEqual([false, true]);
    const [third, fourth] = [await changed(), await changed()];
    const twice = await next();
    expect([second, third, fourth].map(twice)).toEqual([false, true, true]);
  });

  it("keeps no secret in the clear, and tells the trail nothing but its host", async () => {
    const hook = await desk.connect({ url: `${desk.receiver.url}?key=of-the-receiver` });
    const { secret } = await desk.hook(hook.id);
    expect(secret?.toString("latin1")).not.toContain(hook.secret.slice(4, 20));
    const [made] = await desk.sql("SELECT canonical FROM audit_event WHERE subject_id = $1", [hook.id]);
    expect(JSON.stringify(made)).not.toMatch(/of-the-receiver|lbh_/);
  });

  it("is made, changed and ended by nobody who may not see costs", async () => {
    const hook = await desk.connect();
    await desk.writeOff();
    const ben = await desk.as("Ben");
    const [{ id: deliveryId } = { id: "" }] = await desk.deliveries(hook.id);
    const made = { id: hook.id, label: "Mine", url: desk.receiver.url, events: [...all] };
    const tried = [
      await connectHook(ben, made),
      await changeHookSecret(ben, { hookId: hook.id }),
      await endHook(ben, { hookId: hook.id }),
      await replayFailed(ben, { hookId: hook.id }),
      await replayDelivery(ben, { deliveryId }),
    ];
    expect(tried.map((answer) => problemsOf(answer)[0]?.code)).toEqual(Array(5).fill("may-not-see-cost"));
    expect(problemsOf(await connectHook(desk.owner, made))[0]?.code).toBe("id-taken");
  });

  it("is shown with what it was told, page by page, without its secrets", async () => {
    const hook = await desk.connect();
    await desk.writeOff();
    await desk.deliver(hook.id);
    await desk.writeOff();
    desk.receiver.answer = saying(500, "no");
    await desk.deliver(hook.id);
    const failed = await hookPage(desk.owner, { cursor: "", onlyFailed: true });
    expect(failed.hooks[0]).toMatchObject({ id: hook.id, state: "failing", waiting: 1, parked: 0 });
    expect(failed.deliveries[0]).toMatchObject({ state: "waiting", trouble: "status", words: "no" });
    expect(failed.deliveries[0]?.dueAt).not.toBeNull();
    expect(JSON.stringify(failed)).not.toMatch(/lbh_|secret/);
    await desk.writeOff();
    for (let count = 1; count < 10; count += 1) await desk.connect();
    // More than two pages, all of one instant.
    await desk.sql(
      `INSERT INTO hook_delivery (shop_id, id, hook_id, event, document_id, queued_at, due_at, created_at)
       SELECT d.shop_id, gen_random_uuid(), h.id, told, d.id, now(), now(), now() - interval '1 day'
         FROM (SELECT * FROM document ORDER BY number DESC LIMIT 3) d, hook h,
              unnest(ARRAY['document.done', 'document.reversed']) told WHERE h.state = 'working'`,
    );
    const seen: string[] = [];
    let cursor: string | null = "";
    const pages: string[] = [];
    while (cursor !== null) {
      const page = await hookPage(desk.owner, { cursor, onlyFailed: false });
      seen.push(...page.deliveries.map(({ id }) => id));
      pages.push(page.deliveries.map(({ id }) => id).join());
      if (!page.next) {
        const back = await hookPage(desk.owner, { cursor: page.previous ?? "", onlyFailed: false });
        expect(back.deliveries.map(({ id }) => id).join()).toBe(pages.at(-2));
      }
      cursor = page.next;
    }
    const [row] = await desk.sql<{ count: number }>("SELECT count(*)::int AS count FROM hook_delivery");
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(row?.count ?? 0);
    for (const wild of ["x", "older~1", "older~x~y", "newer~99999999999999999999~z"])
      expect((await hookPage(desk.owner, { cursor: wild, onlyFailed: false })).previous).toBeNull();
  });

  it("is one of ten at most", async () => {
    for (let count = 0; count < 10; count += 1) await desk.connect();
    await expect(desk.connect()).rejects.toThrow("too-many-hooks");
  });
});
