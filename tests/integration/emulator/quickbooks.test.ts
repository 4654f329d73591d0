import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { BookEmulator } from "#tests/emulators/accounting/emulator.ts";
import { trialBalance } from "#tests/emulators/accounting/ledger.ts";
import { recordNothing } from "#tests/emulators/accounting/recorder.ts";
import { startQuickbooks } from "#tests/emulators/quickbooks/server.ts";

type Json = Record<string, unknown>;

const euros = "Mug Shop GmbH";
const [shrinkage, stock, debtors, old] = ["11", "3", "2", "14"];

describe("the emulated QuickBooks", () => {
  let emulator: BookEmulator;
  let realm: string;
  let token: string;

  beforeAll(async () => {
    emulator = await startQuickbooks({ recorder: recordNothing });
    realm = emulator.organisation(euros).id;
  });
  afterAll(() => emulator.close());
  afterEach(() => emulator.pace.setScale(0));

  const ask = async (method: string, path: string, body?: unknown, company = realm) => {
    token = emulator.connect(company).accessToken;
    return askAs(token, method, path, body, company);
  };
  const askAs = async (bearer: string, method: string, path: string, body?: unknown, company = realm) => {
    const response = await fetch(`${emulator.url}/v3/company/${company}/${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Json };
  };
  const line = (PostingType: string | undefined, Amount: unknown, account = stock, more: Json = {}) => ({
    Amount,
    DetailType: "JournalEntryLineDetail",
    JournalEntryLineDetail: { PostingType, AccountRef: { value: account }, ...more },
  });
  const entry = (parts: Json = {}): Json => ({
    TxnDate: "2026-11-20",
    Line: [line("Debit", 37.5, shrinkage), line("Credit", 37.5)],
    ...parts,
  });
  const post = (parts?: Json, query = "") => ask("POST", `journalentry${query}`, entry(parts));
  const codeOf = ({ body }: { body: Json }): string => {
    const { Fault } = body as { Fault?: { Error: { code: string }[] } };
    return Fault?.Error[0]?.code ?? "none";
  };
  const journalOf = ({ body }: { body: Json }) =>
    body.JournalEntry as Json & { Id: string; SyncToken: string };
  const query = async (text: string) => ask("GET", `query?${new URLSearchParams({ query: text })}`);

  test("refuses in Intuit's codes what Intuit refuses", async () => {
    const line1 = line("Debit", 1, shrinkage);
    const cases: [string, Json][] = [
      ["6000", { Line: [line1, line("Credit", 2)] }],
      ["6000", { Line: [line1] }],
      ["6000", { Line: [line("Debit", -1), line("Credit", -1)] }],
      ["6000", { Line: [line1, line("Credit", 1, debtors)] }],
      ["6000", { Line: [line("Debit", 1.005), line("Credit", 1.005)] }],
      ["6000", { CurrencyRef: { value: "EUR" } }],
      ["2020", { Line: [line1, line(undefined, 1)] }],
      ["2020", { Line: [line1, line("Credit", undefined)] }],
      ["2020", { Line: [] }],
      ["2170", { Line: [line1, line("credit", 1)] }],
      ["2010", { Line: [line1, line("Credit", "1")] }],
      ["2010", { PrivateNote: "a\u0007b" }],
      ["2050", { DocNumber: "X".repeat(22) }],
      ["2050", { PrivateNote: "X".repeat(4_001) }],
      ["2030", { TxnDate: "2026-02-30" }],
      ["2500", { Line: [line1, line("Credit", 1, "99")] }],
      ["610", { Line: [line1, line("Credit", 1, old)] }],
      ["2500", { Line: [line1, line("Credit", 1, stock, { ClassRef: { value: "1" } })] }],
    ];
    for (const [code, parts] of cases) {
      const answer = await post(parts);
      expect([JSON.stringify(parts), answer.status, codeOf(answer)]).toEqual([
        JSON.stringify(parts),
        400,
        code,
      ]);
    }
    expect(emulator.organisation(euros).journals).toEqual([]);
  });

  test("counts versions, keeps what a sparse update leaves out, and clears what a full one does", async () => {
    const made = journalOf(await post({ DocNumber: "V-1", PrivateNote: "first" }));
    expect(made.SyncToken).toBe("0");
    const sparse = { Id: made.Id, SyncToken: "0", sparse: true, PrivateNote: "second" };
    const second = journalOf(await ask("POST", "journalentry", sparse));
    expect(second).toMatchObject({ SyncToken: "1", DocNumber: "V-1", PrivateNote: "second" });
    expect(second.Line).toEqual(made.Line);
    expect(codeOf(await ask("POST", "journalentry", sparse))).toBe("5010");
    const third = journalOf(await post({ Id: made.Id, SyncToken: "1" }));
    expect([third.SyncToken, third.DocNumber, third.PrivateNote]).toEqual(["2", undefined, undefined]);
  });

  test("forgets a deleted journal everywhere but in the change data", async () => {
    const since = new Date(emulator.now() - 1_000).toISOString();
    const made = journalOf(await post({ DocNumber: "D-1" }));
    const gone = { Id: made.Id, SyncToken: "0" };
    const answer = await ask("POST", "journalentry?operation=delete", gone);
    expect(journalOf(answer)).toMatchObject({ status: "Deleted", Id: made.Id });
    expect(codeOf(await ask("GET", `journalentry/${made.Id}`))).toBe("610");
    expect((await query("select * from JournalEntry where DocNumber = 'D-1'")).body.QueryResponse).toEqual(
      {},
    );
    const { body } = await ask("GET", `cdc?entities=JournalEntry&changedSince=${since}`);
    expect(JSON.stringify(body)).toContain(`"status":"Deleted","Id":"${made.Id}"`);
    const older = new Date(emulator.now() - 31 * 86_400_000).toISOString();
    expect((await ask("GET", `cdc?entities=JournalEntry&changedSince=${older}`)).status).toBe(400);
  });

  test("lets nobody into a closed period: not to write, not to change, not to delete, not to move there", async () => {
    const made = journalOf(await post({ TxnDate: "2026-09-30" }));
    const open = journalOf(await post());
    emulator.lock(realm, "2026-09-30");
    const own = { Id: made.Id, SyncToken: "0" };
    expect(codeOf(await post({ TxnDate: "2026-09-30" }))).toBe("6210");
    expect(codeOf(await post({ ...own, TxnDate: "2026-10-01" }))).toBe("6210");
    expect(codeOf(await ask("POST", "journalentry?operation=delete", own))).toBe("6210");
    expect(codeOf(await post({ Id: open.Id, SyncToken: "0", TxnDate: "2026-09-01" }))).toBe("6210");
    const { body } = await ask("GET", "preferences");
    expect(JSON.stringify(body)).toContain('"BookCloseDate":"2026-09-30"');
    emulator.lock(realm, null);
  });

  test("refuses a number twice unless that was asked for, and gives the first answer to a key", async () => {
    const first = journalOf(await post({ DocNumber: "N-1" }, "?requestid=key-1"));
    expect(codeOf(await post({ DocNumber: "N-1" }))).toBe("6140");
    expect(journalOf(await post({ DocNumber: "N-2" }, "?requestid=key-1")).Id).toBe(first.Id);
    expect((await post({ DocNumber: "N-1" }, "?include=allowduplicatedocnum")).status).toBe(200);
    emulator.forgetKeys();
    expect(codeOf(await post({ DocNumber: "N-1" }, "?requestid=key-1"))).toBe("6140");
    expect((await post({}, `?requestid=${"k".repeat(51)}`)).status).toBe(400);
  });

  test("reads its query language and refuses what is none", async () => {
    for (const DocNumber of ["Q-1", "Q-2", "O'Neil\\"]) await post({ DocNumber });
    const numbersOf = async (where: string) => {
      const { body } = await query(`select * from JournalEntry where ${where}`);
      const rows = (body.QueryResponse as { JournalEntry?: Json[] }).JournalEntry ?? [];
      return rows.map((row) => row.DocNumber);
    };
    expect(await numbersOf("DocNumber in ('Q-1', 'Q-2', 'Q-3')")).toEqual(["Q-1", "Q-2"]);
    expect(await numbersOf("DocNumber = 'O\\'Neil\\\\'")).toEqual(["O'Neil\\"]);
    expect(await numbersOf("DocNumber like 'Q-%' and TxnDate >= '2026-01-01' startposition 2")).toEqual([
      "Q-2",
    ]);
    const active = (await query("select * from Account maxresults 1000")).body.QueryResponse as {
      Account: Json[];
    };
    expect(active.Account).toHaveLength(15);
    const all = "select * from Account where Active in (true, false) maxresults 1000";
    expect(((await query(all)).body.QueryResponse as { Account: Json[] }).Account).toHaveLength(16);
    expect((await query("select count(*) from Account")).body.QueryResponse).toEqual({ totalCount: 15 });
    for (const wrong of [
      "select",
      "select * from JournalEntry where DocNumber = 'x' or Id = '1'",
      "delete Account",
    ])
      expect(codeOf(await query(wrong))).toBe("4000");
    expect(codeOf(await query("select * from Account maxresults 1001"))).toBe("4001");
  });

  test("lets ten calls a second and five hundred a minute into one company, and no more", async () => {
    emulator.pace.setScale(1);
    const answers = await Promise.all(Array.from({ length: 25 }, () => ask("GET", "preferences")));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
    const other = emulator.organisation("Yen Cafe KK").id;
    expect((await ask("GET", "preferences", undefined, other)).status).toBe(200);
    expect(emulator.pace.peaks().second).toBe(10);
  });

  test("knows whose token it is, and how old", async () => {
    const other = emulator.organisation("Yen Cafe KK").id;
    const foreign = emulator.connect(other).accessToken;
    expect((await askAs(foreign, "GET", "preferences")).status).toBe(403);
    const own = emulator.connect(realm).accessToken;
    expect((await askAs(own, "GET", "preferences")).status).toBe(200);
    emulator.ageBy(3_601_000);
    expect((await askAs(own, "GET", "preferences")).status).toBe(401);
  });

  test("shows its consent page to the app it knows and to no other", async () => {
    const asked = {
      client_id: emulator.client.id,
      response_type: "code",
      scope: "com.intuit.quickbooks.accounting",
      redirect_uri: "https://app.example/back",
      state: "s",
    };
    const page = (parts: Json) =>
      fetch(`${emulator.url}/connect/oauth2?${new URLSearchParams({ ...asked, ...parts })}`);
    expect((await page({})).status).toBe(200);
    for (const wrong of [
      { client_id: "x" },
      { redirect_uri: "nowhere" },
      { scope: "payments" },
      { state: "" },
    ])
      expect((await page(wrong)).status).toBe(400);
  });

  test("lets a person change and delete a journal and move the closing day on its page", async () => {
    const own = emulator.organisation("Dinar Souk WLL");
    const [, , third, fourth] = own.accounts.map(({ id }) => id);
    const lines = [
      { accountId: third ?? "", minor: 4_938n, memo: "<b>", options: [] },
      { accountId: fourth ?? "", minor: -4_938n, memo: "", options: [] },
    ];
    const { id } = emulator.typeIn(own.id, { number: "H-1", memo: "by <hand>", date: "2026-11-20", lines });
    const submit = (path: string, fields: Record<string, string>) =>
      fetch(`${emulator.url}/books/${own.id}${path}`, {
        method: "POST",
        body: new URLSearchParams(fields),
        redirect: "manual",
      });
    const page = await (
      await fetch(`${emulator.url}/app/journal?txnId=${id}&deeplinkcompanyid=${own.id}`)
    ).text();
    expect(page).toContain("4.938");
    expect(page).toContain("by &lt;hand&gt;");
    const changed = { memo: "changed", date: "2026-11-19", "amount-0": "5.000", "amount-1": "-5.000" };
    expect((await submit(`/journals/${id}/edit`, changed)).status).toBe(303);
    expect(own.journals[0]).toMatchObject({ memo: "changed", date: "2026-11-19", version: 1 });
    expect(trialBalance(own).map(({ minor }) => minor)).toEqual([5_000n, -5_000n]);
    expect((await submit(`/journals/${id}/edit`, { ...changed, "amount-0": "5.001" })).status).toBe(400);
    expect((await submit(`/journals/${id}/edit`, { ...changed, "amount-0": "5.0001" })).status).toBe(400);
    await submit(`/journals/${id}/delete`, {});
    await submit("/lock", { day: "2026-10-31" });
    expect([own.journals[0]?.state, own.lockDate, trialBalance(own)]).toEqual(["deleted", "2026-10-31", []]);
  });

  test("is worked by levers from another process, and turns away what is no lever", async () => {
    const pull = async (path: string, body?: unknown) => {
      const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`${emulator.url}/_emulator${path}`, { ...init, headers });
      return { status: answer.status, body: (await answer.json()) as Json };
    };
    expect((await pull("/health")).body.kind).toBe("quickbooks");
    for (const wrong of [{ kind: "dorp" }, { kind: "delay" }, { kind: "status" }])
      expect((await pull("/faults", wrong)).status).toBe(400);
    for (const wrong of [{ keys: "kept" }, { locks: "honoured" }])
      expect((await pull("/switches", wrong)).status).toBe(400);
    const made = journalOf(await post());
    const lines = [
      { accountId: stock, minor: "5", memo: "", options: [] },
      { accountId: shrinkage, minor: "-5", memo: "", options: [] },
    ];
    const edit = { organisation: realm, journal: made.Id, change: { lines } };
    expect((await pull("/journals/edit", edit)).status).toBe(200);
    expect(journalOf(await ask("GET", `journalentry/${made.Id}`)).SyncToken).toBe("1");
    await pull("/lock", { organisation: realm, day: "2026-11-20" });
    expect(codeOf(await post())).toBe("6210");
    await pull("/lock", { organisation: realm });
    expect((await post()).status).toBe(200);
  });

  test("keeps its books and its sign-ins over a restart", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lossbook-books-"));
    try {
      const options = { dataFile: join(folder, "quickbooks") };
      const before = await startQuickbooks(options);
      const own = before.organisation(euros);
      const lines = [
        { accountId: stock, minor: 10n ** 15n, memo: "", options: [] },
        { accountId: shrinkage, minor: -(10n ** 15n), memo: "", options: [] },
      ];
      before.typeIn(own.id, { number: "R-1", memo: "", date: "2026-11-20", lines });
      const issued = before.connect(own.id);
      await before.close();
      const after = await startQuickbooks(options);
      expect(after.organisation(euros).journals).toEqual(own.journals);
      expect(after.signIns.grantOf(issued.accessToken)?.organisationIds).toEqual([own.id]);
      await after.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
