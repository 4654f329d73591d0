import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BookEmulator } from "#tests/emulators/accounting/emulator.ts";
import { recordNothing } from "#tests/emulators/accounting/recorder.ts";
import { startXero } from "#tests/emulators/xero/server.ts";

const euros = "Mug Shop GmbH";

type Item = Record<string, unknown> & { ManualJournalID: string };

describe("the emulated Xero", () => {
  let emulator: BookEmulator;
  let token: string;
  let tenant: string;

  beforeAll(async () => {
    emulator = await startXero({ recorder: recordNothing });
    tenant = emulator.organisation(euros).id;
    token = emulator.connect(euros).accessToken;
  });
  afterAll(() => emulator.close());

  const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${emulator.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "xero-tenant-id": tenant, ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === "" ? null : JSON.parse(text),
    };
  };
  const journals = "/api.xro/2.0/ManualJournals";
  const plain = (parts: object = {}) => ({
    Narration: "AAA-1 damaged",
    Date: "2026-11-20",
    Status: "POSTED",
    LineAmountTypes: "NoTax",
    JournalLines: [
      { LineAmount: 37.5, AccountCode: "5100", TaxType: "NONE" },
      { LineAmount: -37.5, AccountCode: "1200", TaxType: "NONE" },
    ],
    ...parts,
  });
  const put = async (parts?: object, headers?: Record<string, string>) =>
    ask("PUT", `${journals}?summarizeErrors=false`, { ManualJournals: [plain(parts)] }, headers);
  const only = ({ body }: { body: unknown }): Item => {
    const { ManualJournals: items } = body as { ManualJournals: Item[] };
    expect(items).toHaveLength(1);
    return items[0] as Item;
  };
  const errorsOf = (item: Item) => JSON.stringify(item.ValidationErrors ?? []);

  it("makes a draft, with tax and on cash reports, where nobody said otherwise", async () => {
    const {
      Status: _,
      LineAmountTypes: __,
      ...bare
    } = plain({
      JournalLines: [
        { LineAmount: 10, AccountCode: "1200" },
        { LineAmount: -10, AccountCode: "1210" },
      ],
    });
    const answer = await ask("PUT", journals, { ManualJournals: [bare] });
    expect(only(answer)).toMatchObject({
      Status: "DRAFT",
      LineAmountTypes: "Exclusive",
      ShowOnCashBasisReports: true,
      Date: "/Date(1795132800000+0000)/",
    });
  });

  it("adds the tax of an expense account to an entry that did not say NoTax, which then does not balance", async () => {
    const lines = plain().JournalLines.map(({ TaxType: _, ...line }) => line);
    const item = only(await put({ LineAmountTypes: undefined, JournalLines: lines }));
    expect(errorsOf(item)).toContain("The total debits (43.12) must equal total credits (-37.50)");
    expect(only(await put({ JournalLines: lines })).Status).toBe("POSTED");
  });

  it("says what is wrong item by item, or with 400 for the lot where it is to summarise", async () => {
    const wrong = [
      { JournalLines: plain().JournalLines.slice(0, 1) },
      {
        JournalLines: [
          { LineAmount: 1, AccountCode: "5100" },
          { LineAmount: -2, AccountCode: "1200" },
        ],
      },
      {
        JournalLines: [
          { LineAmount: 1, AccountCode: "nope" },
          { LineAmount: -1, AccountCode: "1200" },
        ],
      },
      {
        JournalLines: [
          { LineAmount: 1, AccountCode: "1100" },
          { LineAmount: -1, AccountCode: "1200" },
        ],
      },
      {
        JournalLines: [
          { LineAmount: "1", AccountCode: "5100" },
          { LineAmount: -1, AccountCode: "1200" },
        ],
      },
      { Narration: "" },
      { Date: "20.11.2026" },
      { Date: "2026-02-30" },
      { Status: "BOOKED" },
      { Status: "VOIDED" },
    ];
    const before = emulator.organisation(euros).journals.length;
    for (const parts of wrong) {
      const item = only(await put(parts));
      expect(item).toMatchObject({ HasErrors: true, StatusAttributeString: "ERROR" });
      expect(item.ManualJournalID).toMatch(/^0{8}-/);
      const summed = await ask("PUT", journals, { ManualJournals: [plain(parts)] });
      expect(summed).toMatchObject({ status: 400, body: { ErrorNumber: 10, Type: "ValidationException" } });
    }
    expect((await ask("PUT", journals, {})).status).toBe(400);
    expect(emulator.organisation(euros).journals).toHaveLength(before);
  });

  it("takes a draft on to posted, a posted one to voided, and nothing back", async () => {
    const { ManualJournalID: id } = only(await put({ Status: "DRAFT" }));
    const set = async (Status: string) =>
      only(await ask("POST", `${journals}/${id}?summarizeErrors=false`, { ManualJournals: [{ Status }] }));
    expect(errorsOf(await set("VOIDED"))).toContain("Only a posted journal");
    expect((await set("POSTED")).Status).toBe("POSTED");
    expect(errorsOf(await set("DELETED"))).toContain("Only a draft");
    expect(errorsOf(await set("DRAFT"))).toContain("no draft again");
    emulator.lock(tenant, "2026-11-20");
    expect(errorsOf(await set("VOIDED"))).toContain("lock date");
    emulator.lock(tenant, null);
    expect(await set("VOIDED")).toMatchObject({ Status: "VOIDED", JournalLines: [{}, {}] });
    expect(errorsOf(await set("POSTED"))).toContain("cannot be modified");
    const draft = only(await put({ Status: "DRAFT" }));
    const deleted = await ask("POST", `${journals}/${draft.ManualJournalID}`, {
      ManualJournals: [{ Status: "DELETED" }],
    });
    expect(only(deleted).Status).toBe("DELETED");
    expect((await ask("GET", `${journals}/${draft.ManualJournalID}`)).status).toBe(200);
    expect((await ask("GET", `${journals}/${id.replace(/\w/g, "0")}`)).status).toBe(404);
  });

  it("lists lines only page by page, filters as it is asked to and refuses what it cannot read", async () => {
    for (let n = 0; n < 3; n += 1) await put({ Narration: `PAGE-${n} x` });
    const list = async (query: Record<string, string>, headers?: Record<string, string>) =>
      ask("GET", `${journals}?${new URLSearchParams(query)}`, undefined, headers);
    const where = 'Narration.StartsWith("page-") AND Status=="POSTED"';
    const summary = (await list({ where })).body.ManualJournals as Item[];
    expect(summary.map(({ JournalLines }) => JournalLines)).toEqual([[], [], []]);
    const paged = (await list({ where, page: "2", pageSize: "2" })).body;
    expect(paged.pagination).toEqual({ page: 2, pageSize: 2, pageCount: 2, itemCount: 3 });
    expect(paged.ManualJournals[0].JournalLines).toHaveLength(2);
    const either = '(Narration=="PAGE-0 x" OR Narration.EndsWith("2 x")) AND Narration!="x"';
    expect((await list({ where: either })).body.ManualJournals).toHaveLength(2);
    for (const bad of [
      'Narration.StartsWith("a',
      "Nonsense==1",
      'Narration="x"',
      'Narration.Like("x")',
      ") OR (",
      "1",
    ])
      expect(await list({ where: bad })).toMatchObject({
        status: 400,
        body: { Type: "QueryParseException" },
      });
    const later = new Date(emulator.now() + 60_000).toISOString();
    expect((await list({}, { "if-modified-since": later })).body.ManualJournals).toEqual([]);
  });

  it("answers a key again as the first time, also with a refusal, and not with another body", async () => {
    const key = { "idempotency-key": "one-key" };
    const [first, second] = [only(await put({}, key)), only(await put({}, key))];
    expect(second.ManualJournalID).toBe(first.ManualJournalID);
    expect((await put({ Narration: "AAA-2" }, key)).status).toBe(400);
    const closed = { "idempotency-key": "closed" };
    emulator.lock(tenant, "2026-12-31");
    expect(errorsOf(only(await put({}, closed)))).toContain("lock date");
    emulator.lock(tenant, null);
    expect(errorsOf(only(await put({}, closed)))).toContain("lock date");
    expect((await put({}, { "idempotency-key": "k".repeat(129) })).status).toBe(400);
  });

  it("opens nothing to a token of nobody, of another tenant or with too little scope", async () => {
    const bad = { authorization: "Bearer nonsense" };
    expect((await ask("GET", "/api.xro/2.0/Organisation", undefined, bad)).status).toBe(401);
    const other = { "xero-tenant-id": emulator.organisation("Yen Cafe KK").id };
    expect((await ask("GET", "/api.xro/2.0/Organisation", undefined, other)).status).toBe(403);
    const narrow = emulator.signIns.issue([tenant], "accounting.settings.read", emulator.client.id);
    const few = { authorization: `Bearer ${narrow.accessToken}` };
    expect((await ask("GET", "/api.xro/2.0/Accounts", undefined, few)).status).toBe(200);
    expect((await ask("GET", journals, undefined, few)).status).toBe(401);
  });

  it("counts calls a minute and a day and says which of them is used up", async () => {
    const busy = await startXero({ paceScale: 1, recorder: recordNothing });
    const { accessToken } = busy.connect(euros);
    const headers = { authorization: `Bearer ${accessToken}`, "xero-tenant-id": busy.organisation(euros).id };
    const call = () => fetch(`${busy.url}/api.xro/2.0/Organisation`, { headers });
    for (let n = 0; n < 60; n += 1) {
      const { status, headers: told } = await call();
      expect([status, told.get("x-minlimit-remaining")]).toEqual([200, String(59 - n)]);
    }
    const refused = await call();
    expect(refused.status).toBe(429);
    expect(refused.headers.get("x-rate-limit-problem")).toBe("minute");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(50);
    await busy.close();
  });

  it("shows its ledger to people, also by the address of one journal", async () => {
    const held = only(await put({ Narration: "SEEN-1 <b>bold</b>" }));
    const page = await fetch(`${emulator.url}/Journal/View.aspx?invoiceID=${held.ManualJournalID}`);
    const text = await page.text();
    expect(page.status).toBe(200);
    expect(text).toContain("SEEN-1");
    expect(text).not.toContain("<b>bold</b>");
    await fetch(`${emulator.url}/books/${tenant}/journals/${held.ManualJournalID}/delete`, {
      method: "POST",
    });
    expect(only(await ask("GET", `${journals}/${held.ManualJournalID}`)).Status).toBe("VOIDED");
  });
});
