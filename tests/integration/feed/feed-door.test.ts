import { randomBytes } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { feedTokenOf } from "#app/domain/feed/feed-token.ts";
import { appRig, people } from "#tests/support/app-rig.ts";
import { accountantOf, packedText } from "./feed-rig.ts";

const rig = appRig();
const { pull, onPage, makeToken, writeOff, sql, restTokens } = accountantOf(rig);
let token: string;
let tokenId: string;

beforeAll(async () => {
  for (const quantity of [1, 2, 3]) await writeOff(quantity);
  const made = await makeToken();
  expect(made.told.body.ok, JSON.stringify(made.told.body)).toBe(true);
  token = made.token;
  tokenId = made.id;
});
beforeEach(restTokens);

const json = async (path: string) => JSON.parse((await pull(path, token)).text);

describe("an accountant with a token", () => {
  it("reads every entry with who and why, in exact amounts", async () => {
    const { status, text, headers } = await pull("entries", token);
    expect(status, text).toBe(200);
    const told = JSON.parse(text);
    expect(told.entries).toHaveLength(3);
    expect(told.entries[1]).toMatchObject({
      cause: "adjustment",
      currency: "EUR",
      person: "Olivia Owner",
      document: { number: "WO-000002", kind: "off", reversal: false, note: "Fell" },
    });
    expect(told.entries[1].lines).toMatchObject([
      { position: 1, side: "debit", amount: "9.00", account: { role: "shrinkage-damage" }, quantity: 2 },
      { position: 2, side: "credit", amount: "9.00", account: { role: "inventory" }, reason: "Damaged" },
    ]);
    expect(headers.get("x-next-cursor")).toBe(told.next);
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect(headers.get("cache-control")).toContain("private");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("gets the same as lines of JSON and as CSV, by ending, by parameter and by Accept", async () => {
    const { entries } = await json("entries");
    const lines = (await pull("entries.ndjson", token)).text.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual(entries);
    const byEnding = await pull("entries.csv", token);
    expect(byEnding.headers.get("content-type")).toContain("text/csv");
    const rows = byEnding.text.split("\r\n");
    expect(rows[0]).toMatch(/^entry_id,line,accounting_date/);
    expect(rows).toHaveLength(1 + 6 + 1);
    expect(rows[1]).toContain(entries[0].id);
    expect((await pull("entries?format=csv", token)).text).toBe(byEnding.text);
    expect((await pull("entries", token, { accept: "text/csv;q=1, */*" })).text).toBe(byEnding.text);
    expect((await pull("entries.csv?format=json", token)).status).toBe(400);
  });

  it("reads documents with their lines, as JSON and as CSV", async () => {
    const { documents } = await json("documents");
    expect(documents).toHaveLength(3);
    expect(documents[0]).toMatchObject({ number: "WO-000001", state: "done", value: "4.50", reverses: null });
    expect(documents[0].lines[0]).toMatchObject({ unitCost: "4.50", fate: "applied", before: 40, after: 39 });
    const rows = (await pull("documents.csv", token)).text.trimEnd().split("\r\n");
    expect(rows).toHaveLength(4);
    expect(rows[1]).toMatch(/^WO-000001,1,off,done,,/);
  });

  it("goes on from a cursor and meets everything once, page by page, also what came meanwhile", async () => {
    const first = await json("entries?limit=2");
    expect(first).toMatchObject({ more: true });
    const id = await writeOff(4);
    const second = await json(`entries?limit=2&since=${first.next}`);
    expect(second).toMatchObject({ more: false });
    const seen = [...first.entries, ...second.entries].map(({ document }) => document.number);
    expect(seen).toEqual(["WO-000001", "WO-000002", "WO-000003", "WO-000004"]);
    expect(second.entries[1].document.id).toBe(id);
    const last = await json(`entries?since=${second.next}`);
    expect(last).toMatchObject({ more: false, entries: [], next: second.next });
  });

  it("meets a document again when it has changed", async () => {
    const { next, documents } = await json("documents");
    const told = await rig.ask(`/api/write-offs/${documents[0].id}/reversals`, {
      body: { id: "01900000-0000-7000-8000-000000000001", cause: "mistake" },
    });
    expect(told.status).toBe(201);
    const { documents: changed } = await json(`documents?since=${next}`);
    expect(changed.at(-1)).toMatchObject({ kind: "found", reverses: { number: "WO-000001" } });
  });

  it("chooses days, and gets nothing of others", async () => {
    const { entries } = await json("entries");
    const day = entries[0].accountingDate;
    expect((await json(`entries?from=${day}&to=${day}`)).entries).toEqual(entries);
    expect((await json("entries?to=2001-01-01")).entries).toEqual([]);
    expect((await json("documents?from=2099-01-01")).documents).toEqual([]);
    expect((await json(`entries?from=${day}&limit=1`)).entries).toHaveLength(1);
  });

  it("is told when nothing is new, and told anew when an account is renamed", async () => {
    const first = await pull("entries", token);
    const etag = first.headers.get("etag") ?? "";
    const again = await pull("entries", token, { "if-none-match": `"other", ${etag}` });
    expect([again.status, again.text]).toEqual([304, ""]);
    expect((await pull("entries.csv", token, { "if-none-match": etag })).status).toBe(200);
    const accounts = [{ role: "inventory", name: "Goods", code: "1500" }];
    await onPage("/app/settings/accounts", { body: { accounts } });
    expect((await pull("entries", token, { "if-none-match": etag })).status).toBe(200);
    expect((await json("entries")).entries[0].lines[1].account).toEqual({
      role: "inventory",
      name: "Goods",
      code: "1500",
    });
  });

  it("gets it packed when it can unpack, and as it is when it cannot", async () => {
    const plain = await pull("entries", token, { "accept-encoding": "identity" });
    expect(plain.headers.get("content-encoding")).toBeNull();
    expect(await packedText(`${rig.web.url}/feed/v1/entries`, token)).toBe(plain.text);
  });

  it("learns with HEAD what GET would say, and no more", async () => {
    const [head, get] = [await pull("entries", token, {}, "HEAD"), await pull("entries", token)];
    expect([head.status, head.text]).toEqual([200, ""]);
    for (const name of ["etag", "x-next-cursor", "content-type"])
      expect(head.headers.get(name), name).toBe(get.headers.get(name));
  });

  it("leaves a trace of each pull: who, what, how much and how it ended", async () => {
    await pull("entries.csv?from=2020-01-01&limit=1", token, {
      "user-agent": "books-reader/1.0 (me@x.example)",
    });
    const [row] = await sql<Record<string, unknown>>(
      "SELECT *, rows::int AS rows, bytes::int AS bytes FROM feed_pull ORDER BY id DESC LIMIT 1",
    );
    expect(row).toMatchObject({
      token_id: tokenId,
      resource: "entries",
      format: "csv",
      row_limit: 1,
      rows: 1,
    });
    expect(row).toMatchObject({ status: 200, whole: true, agent: "books-reader", address_class: "unknown" });
    expect(row?.bytes).toBeGreaterThan(100);
    const page = await onPage("/app/feed");
    expect(page.body.page.pulls[0]).toMatchObject({ who: "Ana", format: "csv", rows: "1", state: "whole" });
  });
});

describe("the door stays shut", () => {
  const codes = (text: string) => JSON.parse(text).problems.map(({ code }: { code: string }) => code);

  it("to who shows no token, half of one, a made-up one, or a person's own", async () => {
    const tries: [string | null, Record<string, string>, string][] = [
      [null, {}, "no-feed-token"],
      [null, { authorization: "Basic bGJmOng=" }, "no-feed-token"],
      [null, { authorization: "Bearer" }, "no-feed-token"],
      [token.slice(0, -1), {}, "bad-feed-token"],
      [`${token.slice(0, 10)}${token[10] === "x" ? "y" : "x"}${token.slice(11)}`, {}, "bad-feed-token"],
      [feedTokenOf(randomBytes(32)), {}, "bad-feed-token"],
      [token.toLowerCase(), {}, "bad-feed-token"],
      [rig.token(), {}, "bad-feed-token"],
      [null, { authorization: `Bearer ${token} ${token}` }, "no-feed-token"],
      ["' OR 1=1 --".replaceAll(" ", "+"), {}, "bad-feed-token"],
    ];
    for (const [shown, headers, code] of tries) {
      const told = await pull("entries", shown, headers);
      expect([told.status, codes(told.text)], `${shown} ${headers.authorization}`).toEqual([401, [code]]);
      expect(told.headers.get("www-authenticate")).toContain("Bearer");
    }
    expect((await pull(`entries?token=${token}`, null)).status).toBe(401);
  });

  it("to a token that was revoked, at once; and it is not revived", async () => {
    const other = await makeToken({ label: "Ended" });
    expect((await pull("entries", other.token)).status).toBe(200);
    const revoke = () =>
      onPage(`/app/feed/tokens/${other.id}/revocation`, {
        body: {},
      });
    expect((await revoke()).body.ok).toBe(true);
    const told = await pull("entries", other.token);
    expect([told.status, codes(told.text)]).toEqual([401, ["feed-token-revoked"]]);
    expect((await revoke()).body.ok).toBe(true);
    const audited = await sql<{ kind: string }>(
      "SELECT kind FROM audit_event WHERE subject_id = $1 ORDER BY at, id",
      [other.id],
    );
    expect(audited.map(({ kind }) => kind)).toEqual(["feed-token-made", "feed-token-revoked"]);
    await expect(sql("UPDATE feed_token SET revoked_at = NULL, revoked_by = NULL WHERE id = $1", [other.id]))
      .rejects // the owner
      .toThrow("is revoked");
  });

  it("to a token that has expired", async () => {
    const other = await makeToken({ label: "Old" });
    await sql(
      "UPDATE feed_token SET created_at = now() - interval '2 days', expires_at = now() WHERE id = $1",
      [other.id],
    );
    const told = await pull("entries", other.token);
    expect([told.status, codes(told.text)]).toEqual([401, ["feed-token-expired"]]);
  });

  it("to what the token may not read", async () => {
    const other = await makeToken({ scopes: ["documents"] });
    const told = await pull("entries", other.token);
    expect([told.status, codes(told.text)]).toEqual([403, ["not-in-scope"]]);
    expect((await pull("documents", other.token)).status).toBe(200);
  });

  it("to another shop's rows and cursors", async () => {
    const theirs = await makeToken({ shop: "other-shop", userId: "9400001" });
    expect(theirs.told.body.ok, JSON.stringify(theirs.told.body)).toBe(true);
    const told = await pull("entries", theirs.token);
    expect(JSON.parse(told.text).entries).toEqual([]);
    const ours = await json("entries");
    const foreign = await pull(`entries?since=${ours.next}`, theirs.token);
    expect([foreign.status, codes(foreign.text)]).toEqual([400, ["bad-cursor"]]);
  });

  it("to cursors made by hand: one answer for all, and no row", async () => {
    const { next } = await json("entries");
    const bytes = Buffer.from(next, "base64url");
    const flipped = Array.from({ length: bytes.length * 8 }, (_, bit) => {
      const other = Buffer.from(bytes);
      other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return other.toString("base64url");
    });
    const written = [
      "0",
      "-1",
      "a",
      next.slice(1),
      `${next}A`,
      `${next}=`,
      next.toUpperCase(),
      "'; DROP TABLE entry--",
    ];
    const texts = [
      ...flipped.filter((_, at) => at % 5 === 0),
      ...written,
      "9".repeat(64),
      "%00",
      "..%2F..",
      "A".repeat(30),
    ];
    for (const [at, text] of texts.entries()) {
      if (at % 40 === 39) await restTokens();
      const told = await pull(`entries?since=${text.includes("%") ? text : encodeURIComponent(text)}`, token);
      expect([told.status, codes(told.text)], text).toEqual([400, ["bad-cursor"]]);
    }
    const documents = await json("documents");
    expect((await pull(`entries?since=${documents.next}`, token)).status).toBe(400);
    expect((await pull(`entries?since=${"9".repeat(65)}`, token)).status).toBe(400);
  });

  it("to filters that are none, each named", async () => {
    for (const query of [
      "from=2026-02-30",
      "from='2026-01-01'",
      "to=2026-01-01;DROP+TABLE+entry",
      "from=2026-02-01&to=2026-01-01",
      "from=2026-01-01&from=2026-01-02",
      "limit=0",
      "limit=-1",
      "limit=1e3",
      "limit=1000000",
      "limit=%00",
      "format=xml",
      "form=2026-01-01",
      "__proto__=x",
    ]) {
      const told = await pull(`entries?${query}`, token);
      expect(told.status, `${query} ${told.text}`).toBe(400);
      expect(codes(told.text)[0], query).toMatch(/^bad-(date|field)$/);
    }
  });

  it("to addresses that are none, and to every way of changing something", async () => {
    for (const path of [
      "",
      "entry",
      "entries.xml",
      "entries.csv.gz",
      "entries%2f..",
      "..%2fentries",
      "Entries",
      "entries/x",
    ])
      expect((await pull(path, token)).status, path).toBe(404);
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const told = await pull("entries", token, {}, method);
      expect([told.status, told.headers.get("allow")], method).toEqual([405, "GET, HEAD"]);
    }
    const options = await pull("entries", null, { origin: "https://x.example" }, "OPTIONS");
    expect(options.status).toBe(204);
    expect(options.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("to headers that are too large, without falling over", async () => {
    expect((await pull("entries", "x".repeat(20_000))).status).toBe(431);
    const told = await pull("entries", token, {
      "if-none-match": "x,".repeat(4_000),
      accept: "a/b,".repeat(1_000),
    });
    expect(told.status).toBe(200);
  });

  it("for a while, to who comes too often, with when to come again", async () => {
    const other = await makeToken({ label: "Busy" });
    const began = performance.now();
    const told = await Promise.all(
      Array.from({ length: 75 }, () => pull("entries?limit=1", other.token, {}, "HEAD")),
    );
    const counted = Map.groupBy(told, ({ status }) => status);
    expect([...counted.keys()].sort()).toEqual([200, 429]);
    // Sixty, and one more for each second that went by.
    const most = 61 + Math.ceil((performance.now() - began) / 1000);
    expect(counted.get(200)?.length).toBeLessThanOrEqual(most);
    const late = await pull("entries", other.token);
    expect(late.status).toBe(429);
    expect(Number(late.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await pull("entries", token)).status).toBe(200);
  });

  it("to making tokens for who may not see cost, and to making too much of one", async () => {
    const denied = await makeToken({ userId: people.ben });
    expect(denied.told.body).toMatchObject({ ok: false, problems: [{ code: "may-not-see-cost" }] });
    const body = { id: tokenId, label: "Again", scopes: ["entries"], days: 30 };
    const ask = (change: object) => onPage("/app/feed/tokens", { body: { ...body, ...change } });
    expect((await ask({})).body.problems[0].code).toBe("id-taken");
    for (const change of [
      { days: 401 },
      { days: 0 },
      { scopes: [] },
      { scopes: ["all"] },
      { label: " " },
      { label: "x".repeat(61) },
    ])
      expect((await ask({ id: "01900000-0000-7000-8000-000000000002", ...change })).body.ok).toBe(false);
    const page = await onPage("/app/feed", { userId: people.ben });
    expect(page.body.page).toBeNull();
  });

  it("keeps no secret: the table holds a hash and the page holds none", async () => {
    const rows = await sql<object>("SELECT t::text FROM feed_token t");
    expect(JSON.stringify(rows)).not.toContain("lbf_");
    const page = await onPage("/app/feed");
    expect(JSON.stringify(page.body)).not.toMatch(/lbf_|secret|hash/);
  });
});

describe("a file of the journal", () => {
  const adviser = { consultantNumber: 29_098, clientNumber: 55_003, yearStart: "2026-07-01" };
  const wanted = { format: "hledger", from: "2020-01-01", to: "2099-12-31" };
  const grant = (change: object = {}, userId = people.owner) =>
    onPage("/app/journal/export", { userId, body: { ...wanted, ...change } });
  const fetchFile = (ticket: string, method = "GET") =>
    fetch(`${rig.web.url}/feed/files/${ticket}`, { method }).then(async (answer) => ({
      status: answer.status,
      name: answer.headers.get("content-disposition"),
      text: await answer.text(),
    }));

  it("leaves by an address that is good for one use, and is written down with who fetched it", async () => {
    const { ticket } = (await grant()).body.value;
    expect((await fetchFile(ticket, "HEAD")).status).toBe(204);
    const file = await fetchFile(ticket);
    expect(file).toMatchObject({
      status: 200,
      name: expect.stringMatching(/lossbook_2020-01-01_2099-12-31/),
    });
    expect(file.text).toContain("WO-000001");
    expect((await fetchFile(ticket)).status).toBe(410);
    const [row] = await sql<object>(
      "SELECT * FROM feed_pull WHERE person_id IS NOT NULL ORDER BY id LIMIT 1",
    );
    expect(row).toMatchObject({
      person_id: people.owner,
      format: "hledger",
      whole: true,
      resource: "journal",
    });
  });

  it("is not given for a changed address, an old or another shop's, or to who may not see cost", async () => {
    const { ticket } = (await grant({ format: "csv" })).body.value as { ticket: string };
    const [shopId, id, seal = ""] = ticket.split(".");
    const other = seal.startsWith("A") ? "B" : "A";
    const [shops] = [await sql<{ id: string }>("SELECT id FROM shop WHERE id <> $1", [shopId])];
    const bad = [
      `${shopId}.${id}.${other}${seal.slice(1)}`,
      `${shopId}.${id}`,
      `${shopId}.${id}.`,
      "x",
      `${ticket}.x`,
    ];
    for (const one of [...bad, ...shops.map((shop) => `${shop.id}.${id}.${seal}`)])
      expect((await fetchFile(one)).status, one).toBe(410);
    await sql("ALTER TABLE feed_pull DISABLE TRIGGER told_once");
    await sql("UPDATE feed_pull SET opened_at = now() - interval '61 seconds' WHERE id = $1", [id]);
    await sql("ALTER TABLE feed_pull ENABLE TRIGGER told_once");
    expect((await fetchFile(ticket)).status).toBe(410);
    expect((await grant({}, people.ben)).body.problems[0].code).toBe("may-not-see-cost");
  });

  it("is refused in words where a format cannot hold the days, or there is nothing", async () => {
    expect(
      (await grant({ format: "datev" })).body.problems.map(({ code }: { code: string }) => code),
    ).toContain("adviser-unknown");
    expect((await grant({ to: "2020-01-02" })).body.problems[0].code).toBe("nothing-to-export");
    const datev = await grant({ format: "datev" });
    expect(datev.body.problems.map(({ code }: { code: string }) => code)).toContain("adviser-unknown");
    for (const [name, wrong] of [
      ["consultantNumber", 10_000_000],
      ["clientNumber", 0],
      ["yearStart", "2026-13-01"],
    ] as const)
      expect((await grant({ adviser: { ...adviser, [name]: wrong } })).body.problems[0].code, name).toMatch(
        /^bad-/,
      );
    expect((await grant({ format: "xlsx" })).body.problems[0].code).toBe("bad-field");
    expect((await grant({ from: "2099-12-31", to: "2020-01-01" })).body.problems[0].code).toBe("bad-date");
  });

  it("names the adviser, the client and the business year of who asked, and nobody else's", async () => {
    const days = { format: "datev", from: "2026-07-01", to: "2027-06-30", adviser };
    await sql(
      `INSERT INTO account (shop_id, role, name, code) SELECT shop_id, role, '', '4' || row_number() OVER ()
         FROM (SELECT DISTINCT shop_id, role FROM account_day) d
       ON CONFLICT (shop_id, role) DO UPDATE SET code = excluded.code`,
    );
    const granted = await grant(days);
    const ticket = granted.body.value?.ticket as string;
    expect(ticket, JSON.stringify(granted.body)).toMatch(/\.29098_55003_2026-07-01$/);
    expect((await fetchFile(ticket.replace("55003", "55004"))).status).toBe(410);
    const file = await fetchFile(ticket);
    expect(file.status).toBe(200);
    expect(file.text.split("\r\n")[0]).toContain(";29098;55003;20260701;");
  });
});
