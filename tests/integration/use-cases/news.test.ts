import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createMail } from "#app/adapters/mail/index.ts";
import { stopTicketsOf } from "#app/adapters/mail/stop-tickets.ts";
import { inShop } from "#app/db/in-shop-transaction.ts";
import { findNextPlace } from "#app/db/news.ts";
import type { ReversalCommand } from "#app/domain/write-off/reversal-command.ts";
import { frame } from "#app/queries/frame.ts";
import { newsChoices } from "#app/queries/news-choices.ts";
import { newsList } from "#app/queries/news-list.ts";
import { sealAudit } from "#app/use-cases/audit/seal-audit.ts";
import { chooseNews, sendMailsAgain, stopMail } from "#app/use-cases/news/choose-news.ts";
import { makeDigests } from "#app/use-cases/news/make-digests.ts";
import { readNews } from "#app/use-cases/news/read-news.ts";
import { sendMail } from "#app/use-cases/news/send-mail.ts";
import { tellNews } from "#app/use-cases/news/tell-news.ts";
import { answerRequest } from "#app/use-cases/request/answer-request.ts";
import { approveRequest } from "#app/use-cases/request/approve-request.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { carryOut } from "#app/use-cases/write-off/carry-out.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import { type MailEmulator, startMail } from "#tests/emulators/mail/server.ts";
import { adjusting, mug, openDesk, plate, reversed, submitted, undo, write } from "./desk.ts";

const desk = openDesk();
const cast = ["Olivia", "Max", "Ava", "Ben"] as const;
const email = { Olivia: "olivia", Max: "max", Ava: "ava", Ben: "ben" };
let server: MailEmulator;
let worker: ShopContext;
let people: Record<(typeof cast)[number], ShopContext>;

beforeAll(async () => {
  server = await startMail();
});
afterAll(() => server.close());

beforeEach(async () => {
  server.empty();
  const tickets = stopTicketsOf([{ id: "test", key: Buffer.alloc(32, 7) }]);
  const from = "Lossbook <news@lossbook.example>";
  const mail = createMail({ url: server.smtpUrl, from }, { appUrl: "https://app.example", tickets });
  const parts = { mail };
  worker = await desk.as(null, parts);
  people = {
    Olivia: await desk.as("Olivia", parts),
    Max: await desk.as("Max", parts),
    Ava: await desk.as("Ava", parts),
    Ben: await desk.as("Ben", parts),
  };
  await tellAll();
  await desk.sql("UPDATE person SET role = NULL, locations = '{}', seen_at = now(), locale = 'en'");
  for (const table of ["news", "mail", "news_choice", "news_reader"]) await desk.sql(`DELETE FROM ${table}`);
});

async function tellAll(): Promise<void> {
  await sealAudit(worker);
  await tellNews(worker);
}

/** Every letter that is due or will be, at once. */
async function post(): Promise<void> {
  await desk.sql("UPDATE mail SET due_at = now() WHERE state = 'waiting'");
  for (const { id } of await desk.sql<{ id: string }>(
    "SELECT id FROM mail WHERE state = 'waiting' ORDER BY made_at, id",
  ))
    await sendMail(worker, id);
}

const kindsOf = async (name: (typeof cast)[number]) =>
  (await newsList(people[name], { cursor: "", onlyUnread: false })).news.map(({ kind }) => kind);

const subjectsTo = (name: (typeof cast)[number]) =>
  server.lettersTo(`${email[name]}@mug-shop.example`).map(({ headers }) => headers.get("subject"));

const wholeReversal = (id: string): ReversalCommand => undo(id);

describe("what happened", () => {
  it("is told once to everybody who works there but to whom it was no news", async () => {
    const document = await submitted(desk, write({ itemId: mug, quantity: 2 }), people.Max);
    await tellAll();
    await tellNews(worker);
    expect(await kindsOf("Max")).toEqual([]);
    const { news } = await newsList(people.Ava, { cursor: "", onlyUnread: false });
    expect(news).toMatchObject([
      {
        ...{ kind: "done", by: "Max Manager", title: "Blue mug", units: 2, place: "Main street" },
        ...{ isRead: false, url: `/app/write-offs/${document.id}` },
      },
    ]);
    expect(JSON.stringify(news)).not.toMatch(/minor|value|cost/i);
  });

  it("is told of a document once, by the last of its parts, and only when it has ended", async () => {
    desk.emulator.fault({ kind: "throttled", ...adjusting, skip: 1, times: 60 });
    const command = write({ itemId: mug }, { itemId: plate, reasonId: "lost" });
    await submitted(desk, command, people.Max);
    await tellAll();
    expect(await kindsOf("Olivia")).toEqual([]);
    desk.emulator.faults.clear();
    await desk.sql("UPDATE adjustment SET lease_until = now() - interval '1 second' WHERE state = 'waiting'");
    await carryOut(worker, command.id);
    expect((await desk.document(command.id)).state).toBe("done");
    await tellAll();
    expect(await kindsOf("Olivia")).toEqual(["done"]);
  });

  it("that was undone, refused or stays unknown has words of its own, and the last two reach who tried", async () => {
    const document = await submitted(desk, write({ itemId: mug }), people.Max);
    await reversed(desk, wholeReversal(document.id), people.Max);
    desk.emulator.fault({ kind: "user-error", code: "INVALID_LOCATION", ...adjusting });
    await submitted(desk, write({ itemId: plate }), people.Max);
    await tellAll();
    expect((await kindsOf("Olivia")).toSorted()).toEqual(["done", "refused", "undone"]);
    expect(await kindsOf("Max")).toEqual(["refused"]);
  });

  it("at another location is told to nobody who only works here", async () => {
    await desk.sql("UPDATE person SET role = 'assistant', locations = $1 WHERE name LIKE 'Ava%'", [
      ["gid://shopify/Location/7000000002"],
    ]);
    await submitted(desk, write({ itemId: mug }), people.Max);
    await tellAll();
    expect([await kindsOf("Ava"), await kindsOf("Olivia")]).toEqual([[], ["done"]]);
  });

  it("is told whole or not at all: whoever dies on the way is followed by one who begins where they began", async () => {
    await submitted(desk, write({ itemId: mug }), people.Max);
    await sealAudit(worker);
    let ids = 0;
    const dying = {
      ...worker,
      ids: {
        next: () => {
          ids += 1;
          if (ids === 2) throw new Error("died");
          return worker.ids.next();
        },
      },
    };
    await expect(tellNews(dying)).rejects.toThrow("died");
    expect(await kindsOf("Olivia")).toEqual([]);
    await Promise.all([tellNews(worker), tellNews(worker), tellNews(worker)]);
    expect(await kindsOf("Olivia")).toEqual(["done"]);
    const rows = await desk.sql("SELECT event_id, user_id FROM news GROUP BY 1, 2 HAVING count(*) > 1");
    expect(rows).toEqual([]);
  });

  it("adds no statement to a write-off: the trail alone is read", async () => {
    await submitted(desk, write({ itemId: mug }), people.Max);
    expect(await desk.sql("SELECT 1 FROM news")).toEqual([]);
    await sealAudit(worker);
    const place = await desk.sql<{ sequence: string }>("SELECT sequence FROM news_place");
    const next = await inShop(worker.database, worker.shopId, (tx) =>
      findNextPlace(tx, BigInt(place[0]?.sequence ?? 0), 100),
    );
    expect(next).not.toBeNull();
  });
});

describe("a request", () => {
  it("is told to who may decide it, and its answer with its words to who asked", async () => {
    const command = write({ itemId: mug, quantity: 3 });
    expect((await submitWriteOff(people.Ava, command)).ok).toBe(true);
    await tellAll();
    expect([await kindsOf("Olivia"), await kindsOf("Max"), await kindsOf("Ava")]).toEqual([
      ["waiting"],
      ["waiting"],
      [],
    ]);
    const words = "Take a photo first";
    await answerRequest(people.Max, { id: command.id, revision: 1, words }, "send-back");
    await tellAll();
    const { news } = await newsList(people.Ava, { cursor: "", onlyUnread: false });
    expect(news).toMatchObject([
      {
        ...{ kind: "sent-back", by: "Max Manager", words, title: "Blue mug", units: 3, place: "Main street" },
        url: `/app/requests/${command.id}`,
      },
    ]);
    await post();
    expect(server.lettersTo("ava@mug-shop.example")[0]?.text).toContain(`“${words}”`);
  });

  it("that is approved is told once to who asked, and its document to the others", async () => {
    const command = write({ itemId: mug });
    await submitWriteOff(people.Ava, command);
    expect((await approveRequest(people.Max, { id: command.id, revision: 1 })).ok).toBe(true);
    await tellAll();
    expect([await kindsOf("Ava"), await kindsOf("Max")]).toEqual([["approved"], []]);
    // What was decided before anybody was told waits for nobody.
    expect(await kindsOf("Olivia")).toEqual(["done"]);
  });
});

describe("a letter", () => {
  it("is written as each person chose: at once, with the day's others, or not at all", async () => {
    await chooseNews(people.Olivia, { digestHour: 0, choices: { done: "at-once" } });
    await chooseNews(people.Ben, { digestHour: 0, choices: { done: "digest" } });
    await submitted(desk, write({ itemId: mug, quantity: 2 }), people.Max);
    await tellAll();
    await post();
    expect(subjectsTo("Olivia")).toEqual([expect.stringMatching(/^Mug Shop: WO-\d{6} is done$/)]);
    expect([subjectsTo("Ben"), subjectsTo("Ava")]).toEqual([[], []]);
    await submitted(desk, write({ itemId: mug }), people.Max);
    await tellAll();
    expect(await makeDigests(worker)).toBe(1);
    expect(await makeDigests(worker)).toBe(0);
    await post();
    expect(subjectsTo("Ben")).toEqual(["Mug Shop: your day's news, 2 things"]);
  });

  it("gathers what happens in a short while, and leaves some quiet after itself", async () => {
    await chooseNews(people.Olivia, { digestHour: 8, choices: { done: "at-once" } });
    for (let n = 0; n < 3; n += 1) {
      await submitted(desk, write({ itemId: mug }), people.Max);
      await tellAll();
    }
    const due = () =>
      desk.sql<{ inS: number }>(
        `SELECT extract(epoch FROM due_at - now())::int AS "inS" FROM mail WHERE state = 'waiting'`,
      );
    expect(await due()).toHaveLength(1);
    await post();
    expect(subjectsTo("Olivia")).toEqual(["Mug Shop: 3 things to look at"]);
    await submitted(desk, write({ itemId: mug }), people.Max);
    await tellAll();
    expect((await due())[0]?.inS).toBeGreaterThan(60);
  });

  it("comes at the reader's hour of the shop's day, once a day", async () => {
    const hour = Number(
      new Intl.DateTimeFormat("en-GB", { hour: "2-digit", timeZone: "Europe/Berlin" }).format(new Date()),
    );
    await submitted(desk, write({ itemId: mug }), people.Max);
    await chooseNews(people.Olivia, { digestHour: Math.min(hour + 1, 23), choices: { done: "digest" } });
    await tellAll();
    await submitted(desk, write({ itemId: mug }), people.Max);
    await tellAll();
    if (hour < 23) expect(await makeDigests(worker)).toBe(0);
    await chooseNews(people.Olivia, { digestHour: hour, choices: {} });
    expect(await makeDigests(worker)).toBe(1);
  });

  it("is tried again later and later until it is taken, and twice taken bears one id", async () => {
    await chooseNews(people.Olivia, { digestHour: 8, choices: { done: "at-once" } });
    await submitted(desk, write({ itemId: mug }), people.Max);
    await tellAll();
    server.fault({ kind: "drop-after" }, { kind: "code", code: 451 });
    await post();
    const waiting = await desk.sql<{ inS: number }>(
      'SELECT tries, trouble, extract(epoch FROM due_at - now())::float8 AS "inS" FROM mail',
    );
    expect(waiting).toMatchObject([{ tries: 1, trouble: "unreachable" }]);
    expect(waiting[0]?.inS).toBeGreaterThan(30);
    expect(waiting[0]?.inS).toBeLessThanOrEqual(60);
    await post();
    await post();
    const ids = server.letters.map(({ headers }) => headers.get("message-id"));
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
    expect(await desk.sql("SELECT state, tries, trouble FROM mail")).toEqual([
      { state: "sent", tries: 3, trouble: null },
    ]);
  });

  it("that is refused for good is shown to its reader, who can have it sent again", async () => {
    await chooseNews(people.Olivia, { digestHour: 8, choices: { done: "at-once" } });
    await submitted(desk, write({ itemId: mug }), people.Max);
    await tellAll();
    server.fault({ kind: "code", code: 550, words: "mailbox full" });
    await post();
    expect((await newsChoices(people.Olivia)).failed).toMatchObject([
      { trouble: "refused", words: "550 mailbox full" },
    ]);
    expect((await newsChoices(people.Max)).failed).toEqual([]);
    expect(await sendMailsAgain(people.Max)).toMatchObject({ value: { again: 0 } });
    expect(await sendMailsAgain(people.Olivia)).toMatchObject({ value: { again: 1 } });
    await post();
    expect(subjectsTo("Olivia")).toHaveLength(1);
  });

  it("is written to nobody who has not been here for long, nor after they ended it", async () => {
    for (const name of ["Olivia", "Ben"] as const)
      await chooseNews(people[name], { digestHour: 8, choices: { done: "at-once" } });
    await desk.sql("UPDATE person SET seen_at = now() - interval '60 days' WHERE name LIKE 'Ben%'");
    await submitted(desk, write({ itemId: mug }), people.Max);
    await tellAll();
    const wish = { shopId: worker.shopId, userId: people.Olivia.person?.userId ?? "" };
    expect(await stopMail(worker.database, wish)).toBe(true);
    expect(await stopMail(worker.database, { ...wish, userId: "nobody" })).toBe(false);
    await post();
    expect(server.letters).toEqual([]);
    expect(await kindsOf("Ben")).toEqual(["done"]);
    expect((await newsChoices(people.Olivia)).choices.every(({ mail }) => mail === "off")).toBe(true);
  });

  it("is not made where no mail can be sent, and nothing piles up for when it can", async () => {
    const mute = { ...worker, mail: null };
    await chooseNews(people.Olivia, { digestHour: 8, choices: { done: "digest" } });
    await submitted(desk, write({ itemId: mug }), people.Max);
    await sealAudit(mute);
    await tellNews(mute);
    expect(await kindsOf("Olivia")).toEqual(["done"]);
    expect(await makeDigests(worker)).toBe(0);
    expect((await newsChoices({ ...people.Olivia, mail: null })).digestHour).toBeNull();
  });

  it("names no amount, not even to the owner", async () => {
    await chooseNews(people.Olivia, { digestHour: 8, choices: { done: "at-once" } });
    await submitted(desk, write({ itemId: mug, quantity: 7 }), people.Max);
    await tellAll();
    await post();
    const { text, html } = server.letters[0] ?? { text: "", html: "" };
    expect(text).toContain("7 × Blue mug");
    for (const body of [text, html]) expect(body).not.toMatch(/\b31[.,]50\b|\b4[.,]50\b|EUR|€/);
  });
});

describe("what a person has read", () => {
  const unreadOf = async (person: ShopContext) => (await frame(person)).unread;

  it("is theirs: one, or all that was there when they looked", async () => {
    for (let n = 0; n < 3; n += 1) await submitted(desk, write({ itemId: mug }), people.Max);
    await tellAll();
    const seen = await newsList(people.Olivia, { cursor: "", onlyUnread: false });
    await submitted(desk, write({ itemId: mug }), people.Max);
    await tellAll();
    const id = seen.news[0]?.id ?? "";
    expect(await readNews(people.Ben, { id })).toMatchObject({ value: { read: 0 } });
    expect(await readNews(people.Olivia, { id })).toMatchObject({ value: { read: 1 } });
    expect(await unreadOf(people.Olivia)).toBe(3);
    await readNews(people.Olivia, { through: BigInt(seen.through) });
    expect([await unreadOf(people.Olivia), await unreadOf(people.Ben)]).toEqual([1, 4]);
  });

  it("can be paged through without losing or repeating any", async () => {
    await submitted(desk, write({ itemId: mug }), people.Max);
    await tellAll();
    await desk.sql(
      `INSERT INTO audit_event (shop_id, id, kind, subject_id, at, canonical)
       SELECT shop_id, gen_random_uuid(), 'x', subject_id, at, '{}' FROM news, generate_series(1, 119)
        WHERE user_id = '9000001'`,
    );
    await desk.sql(
      `INSERT INTO news (shop_id, id, user_id, event_id, sequence, kind, subject_kind, subject_id, at, mail)
       SELECT n.shop_id, gen_random_uuid(), n.user_id, e.id, n.sequence, n.kind, n.subject_kind, n.subject_id,
              n.at, 'off' FROM news n JOIN audit_event e ON e.kind = 'x' WHERE n.user_id = '9000001'`,
    );
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page = await newsList(people.Olivia, { cursor, onlyUnread: false });
      seen.push(...page.news.map(({ id }) => id));
      cursor = page.next;
    }
    expect([seen.length, new Set(seen).size]).toEqual([120, 120]);
    for (const made of ["older~x~y", "newer~1", "older~1~not-a-uuid", "'; DROP TABLE news; --"])
      expect((await newsList(people.Olivia, { cursor: made, onlyUnread: true })).news).toHaveLength(50);
  });
});
