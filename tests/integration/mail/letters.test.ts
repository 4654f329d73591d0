import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createMail } from "#app/adapters/mail/index.ts";
import { stopTicketsOf } from "#app/adapters/mail/stop-tickets.ts";
import type { Letter, LetterNews, MailPort } from "#app/ports/mail.ts";
import { type MailEmulator, startMail } from "#tests/emulators/mail/server.ts";

const keys = [{ id: "now", key: Buffer.alloc(32, 1) }];
const tickets = stopTicketsOf(keys);
const stop = { shopId: "0190a0a0-0000-7000-8000-000000000001", userId: "9000002" };
let server: MailEmulator;
let mail: MailPort;

beforeAll(async () => {
  server = await startMail();
  const from = "Lossbook <news@lossbook.example>";
  mail = createMail({ url: server.smtpUrl, from }, { appUrl: "https://app.example", tickets });
});
beforeEach(() => server.empty());
afterAll(() => server.close());

const news: LetterNews = {
  kind: "waiting",
  subjectKind: "request",
  at: new Date("2026-11-21T12:00:00Z"),
  by: "Ava Assistant",
  number: null,
  title: "Blue mug",
  lineCount: 1,
  units: 3,
  place: "Main street",
  words: "",
  reference: null,
  book: null,
  url: "https://admin.example/store/mug-shop/apps/lossbook/app/requests/1",
};
const letter = (parts: Partial<Letter> = {}): Letter => ({
  id: "0190a0a0-0000-7000-8000-0000000000aa",
  kind: "at-once",
  to: { name: "Max Manager", address: "max@mug-shop.example", locale: "en" },
  shop: { name: "Mug Shop", timeZone: "Europe/Berlin" },
  news: [news],
  more: 0,
  allUrl: "https://admin.example/app/news",
  choicesUrl: "https://admin.example/app/news/choices",
  stop,
  ...parts,
});
const sent = () => {
  const [one] = server.letters;
  if (!one) throw new Error("no letter was taken");
  return one;
};

describe("a letter", () => {
  it("says what happened, links to where something can be done, and can be ended without a sign-in", async () => {
    expect(await mail.send(letter())).toEqual({ kind: "taken" });
    const { headers, text, html, to } = sent();
    expect(to).toEqual(["max@mug-shop.example"]);
    expect(headers.get("subject")).toBe("Mug Shop: A request waits for approval");
    expect(headers.get("message-id")).toBe("<0190a0a0-0000-7000-8000-0000000000aa@app.example>");
    expect(headers.get("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    const stopUrl = /^<(.*)>$/.exec(headers.get("list-unsubscribe") ?? "")?.[1] ?? "";
    expect(tickets.opened(stopUrl.split("/").pop() ?? "")).toEqual(stop);
    expect(text).toContain("3 × Blue mug · Main street\nAva Assistant, Nov 21, 2026, 1:00");
    for (const body of [text, html]) for (const url of [news.url, stopUrl]) expect(body).toContain(url);
  });

  it("counts the units of many lines as theirs together, not as those of the first", async () => {
    expect(await mail.send(letter({ news: [{ ...news, lineCount: 3, units: 9 }] }))).toEqual({
      kind: "taken",
    });
    expect(sent().text).toContain("Blue mug · and 2 more lines · 9 units · Main street");
  });

  it("is written in its reader's language, with their days and plurals", async () => {
    const to = { name: "Ana", address: "ana@mug-shop.example", locale: "es-MX" };
    await mail.send(letter({ to, kind: "digest", news: [news, { ...news, kind: "approved" }], more: 3 }));
    expect(sent().headers.get("subject")).toBe("Mug Shop: sus novedades del día, 5 asuntos");
    expect(sent().text).toContain("Hola, Ana:");
    expect(sent().text).toContain("21 nov 2026");
    expect(sent().html).toContain('<html lang="es-MX">');
  });

  it("stays one letter to one person, whatever was typed into a title, a name or an address", async () => {
    const hostile = 'Mug\r\nBcc: thief@evil.example\r\n\r\n<script>alert("x")</script>\u202e\u0000 & "co"';
    const to = { name: `${hostile},<x@evil.example>`, address: "max@mug-shop.example", locale: "en" };
    const shop = { name: hostile, timeZone: "Europe/Berlin" };
    const news1 = { ...news, title: hostile, place: hostile, by: hostile, words: hostile };
    await mail.send(letter({ to, shop, news: [news1] }));
    expect(sent().to).toEqual(["max@mug-shop.example"]);
    expect(sent().headers.has("bcc")).toBe(false);
    expect(sent().headers.get("subject")).toMatch(/^Mug Bcc: thief@evil\.example <script>/);
    expect(sent().html).not.toContain("<script>");
    expect(sent().html).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;");
    for (const unseen of ["\u202e", "\u0000"]) expect(sent().text).not.toContain(unseen);
    expect(
      sent()
        .text.split("\n")
        .some((line) => line.startsWith("Bcc:")),
    ).toBe(false);
  });

  it("is not sent to what is no mailbox", async () => {
    for (const address of [
      "",
      "max",
      "a@b.example\r\nBcc: x@y.example",
      "a@b.example,x@y.example",
      "<a@b.example>",
    ])
      expect(await mail.send(letter({ to: { name: "M", address, locale: "en" } }))).toMatchObject({
        kind: "refused",
      });
    expect(server.letters).toEqual([]);
  });

  it("keeps every letter of every script", async () => {
    const title = "Tasse „Größe“ 青いマグ 🥲 كوب";
    await mail.send(letter({ news: [{ ...news, title }] }));
    expect(sent().text).toContain(`3 × ${title}`);
    expect(sent().html).toContain(title);
  });
});

describe("a mail server", () => {
  it("that cannot be reached, hangs up or puts off is asked again", async () => {
    for (const fault of [
      { kind: "refuse-connection" },
      { kind: "drop-before" },
      { kind: "drop-after" },
      { kind: "code", code: 451, at: "data" },
      { kind: "code", code: 421 },
    ] as const) {
      server.fault(fault);
      expect(await mail.send(letter()), JSON.stringify(fault)).toMatchObject({ kind: "again" });
    }
  });

  it("that took a letter and hung up gets it again under the same id", async () => {
    server.fault({ kind: "drop-after" });
    await mail.send(letter());
    await mail.send(letter());
    const ids = server.letters.map(({ headers }) => headers.get("message-id"));
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it("that refuses this letter for good is believed, in its own words on one line", async () => {
    server.fault({ kind: "code", code: 550, words: "no such\u0007 mailbox" });
    expect(await mail.send(letter())).toEqual({ kind: "refused", words: "550 no such mailbox" });
  });
});

describe("a ticket that ends mail", () => {
  it("opens for whom it was made and is worthless once a sign of it is changed", () => {
    const made = tickets.made(stop);
    expect(tickets.opened(made)).toEqual(stop);
    for (let at = 0; at < made.length - 1; at += 1) {
      const other = made[at] === "A" ? "B" : "A";
      const forged = tickets.opened(`${made.slice(0, at)}${other}${made.slice(at + 1)}`);
      expect(forged, `sign ${at}`).toBeNull();
    }
    expect(tickets.opened(`${made}~x`)).toBeNull();
    expect(tickets.opened("")).toBeNull();
  });

  it("still opens after the key changed, as long as the old key is kept", () => {
    const later = stopTicketsOf([{ id: "later", key: Buffer.alloc(32, 2) }, ...keys]);
    expect(later.opened(tickets.made(stop))).toEqual(stop);
    expect(stopTicketsOf([{ id: "later", key: Buffer.alloc(32, 2) }]).opened(tickets.made(stop))).toBeNull();
  });
});
