import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { createQuickbooks } from "#app/adapters/accounting/quickbooks/index.ts";
import { emptyPayloads, payloadRecorder } from "#tests/emulators/accounting/recorder.ts";
import { startQuickbooks } from "#tests/emulators/quickbooks/server.ts";
import {
  type BookUnderTest,
  bookingsOf,
  bookStage,
  dinars,
  dollars,
  euros,
  lineOf,
  newKey,
  newReference,
  sentOf,
  someDay,
  tokensOf,
  yen,
} from "./book-battery/stage.ts";
import { describeBook } from "./book-battery.ts";
import { randomJournal } from "./random-journal.ts";

const RANDOM_ENTRIES = 2_400;
const DAY_MS = 86_400_000;

emptyPayloads("quickbooks");

const quickbooks: BookUnderTest = {
  kind: "quickbooks",
  start: startQuickbooks,
  vendorOf: (emulator, calling) => {
    const { id: clientId, secret: clientSecret } = emulator.client;
    const settings = {
      clientId,
      clientSecret,
      environment: "production" as const,
      emulatorUrl: emulator.url,
    };
    return createQuickbooks({ settings, fetch: calling, now: () => new Date(emulator.now()) });
  },
  options: { recorder: payloadRecorder("quickbooks", () => expect.getState().currentTestName ?? "") },
};

describeBook(quickbooks);

describe("what only QuickBooks does", () => {
  const stage = bookStage(quickbooks);
  const first: Record<string, unknown> = {
    keys: "honoured",
    duplicates: "refused",
    decimals: "currency",
    untracked: "dropped",
    rotation: "always",
    subscription: "paid",
  };
  afterEach(() => {
    stage.emulator().setSwitches(first);
    stage.emulator().faults.clear();
  });

  /** Every call with its address and what was sent. */
  const listening = () => {
    const heard: { url: URL; body: Record<string, unknown> | null }[] = [];
    const calling: typeof fetch = (input, init) => {
      const body = typeof init?.body === "string" ? JSON.parse(init.body) : null;
      heard.push({ url: new URL(String(input)), body });
      return fetch(input, init);
    };
    return { heard, calling };
  };

  test("a second journal of one number is refused as a duplicate, and the first is found", async () => {
    const { port, wish, standing } = await stage.open(euros);
    const wished = wish();
    const held = sentOf(await port.send(wished, newKey()));
    const answer = await port.send(wished, newKey());
    expect(answer).toMatchObject({ kind: "rejected", why: "duplicate", code: "6140" });
    expect(await port.findByReferences([wished.reference])).toEqual([held]);
    expect(standing(wished.reference)).toHaveLength(1);
  });

  test("where a company allows duplicates, both are found", async () => {
    stage.emulator().setSwitches({ duplicates: "taken", keys: "forgotten" });
    const { port, wish } = await stage.open(euros);
    const [wished, key] = [wish(), newKey()];
    for (let round = 0; round < 2; round += 1) sentOf(await port.send(wished, key));
    expect(await port.findByReferences([wished.reference])).toHaveLength(2);
  });

  test("a write carries our key and the version, and never leave to use a number twice", async () => {
    const { heard, calling } = listening();
    const { port, wish } = await stage.open(euros, { fetch: calling });
    const key = newKey();
    sentOf(await port.send(wish(), key));
    const [write, ...more] = heard.filter(({ body }) => body !== null);
    expect(more).toEqual([]);
    expect(Object.fromEntries(write?.url.searchParams ?? [])).toEqual({ requestid: key, minorversion: "75" });
    for (const { url } of heard) expect(url.searchParams.get("minorversion")).toBe("75");
  });

  test("the currency is named only where a company has several, and tax only where it could be added", async () => {
    for (const [name, currency, tax] of [
      [euros, undefined, "NotApplicable"],
      [dollars, { value: "USD" }, undefined],
    ] as const) {
      const { heard, calling } = listening();
      const { port, wish } = await stage.open(name, { fetch: calling });
      expect(sentOf(await port.send(wish(), newKey())).currency).toBe(name === euros ? "EUR" : "USD");
      const body = heard.find((call) => call.body !== null)?.body;
      expect([body?.CurrencyRef, body?.GlobalTaxCalculation]).toEqual([currency, tax]);
      expect(body?.ExchangeRate).toBe(currency && 1);
    }
  });

  test("what a company is like is asked once for many sends", async () => {
    const { heard, calling } = listening();
    const { port, wish } = await stage.open(euros, { fetch: calling });
    heard.length = 0;
    for (let round = 0; round < 5; round += 1) sentOf(await port.send(wish(), newKey()));
    expect(heard.filter(({ body }) => body === null)).toHaveLength(2);
    expect(heard).toHaveLength(7);
  });

  test("a class that is tracked no more is dropped there, and shows in what the book holds", async () => {
    const { port, wish, ledger, accounts } = await stage.open(dollars);
    const [tracked] = await port.listDimensions();
    const dimensions = [{ dimensionId: tracked?.id ?? "", optionId: tracked?.options[0]?.id ?? "" }];
    const lines = [{ ...lineOf(accounts.loss.id, "D", 9n), dimensions }, lineOf(accounts.stock.id, "C", 9n)];
    expect(sentOf(await port.send(wish({ lines }), newKey())).lines[0]?.dimensions).toEqual(dimensions);
    for (const dimension of ledger.dimensions) dimension.tracked = false;
    expect(sentOf(await port.send(wish({ lines }), newKey())).lines[0]?.dimensions).toEqual([]);
    expect(await port.listDimensions()).toEqual([]);
    for (const dimension of ledger.dimensions) dimension.tracked = true;
  });

  test("a class or a location that was made inactive is a matter of mapping", async () => {
    const { port, wish, ledger, accounts } = await stage.open(euros);
    for (const { id, options } of await port.listDimensions()) {
      const [option] = options;
      const there = ledger.dimensions.flatMap((one) => one.options).find((one) => one.id === option?.id);
      if (!option || !there) throw new Error("There is an option.");
      there.active = false;
      const dimensions = [{ dimensionId: id, optionId: option.id }];
      const lines = [
        { ...lineOf(accounts.loss.id, "D", 9n), dimensions },
        lineOf(accounts.stock.id, "C", 9n),
      ];
      expect(await port.send(wish({ lines }), newKey())).toMatchObject({ kind: "rejected", why: "mapping" });
      const listed = (await port.listDimensions()).flatMap((one) => one.options);
      expect(listed.find((one) => one.id === option.id)?.isActive).toBe(false);
      there.active = true;
    }
  });

  test("books that round to hundredths say what they hold", async () => {
    stage.emulator().setSwitches({ decimals: "two" });
    const { port, wish } = await stage.open(dinars);
    const held = sentOf(await port.send(wish({ amountMinor: 4_938n }), newKey()));
    expect(held.lines.map(({ amountMinor }) => amountMinor)).toEqual([4_940n, 4_940n]);
  });

  test("a subscription that lapsed is nobody's mapping and no lost token", async () => {
    stage.emulator().setSwitches({ subscription: "lapsed" });
    const { wish, port } = await stage.open(euros).catch(async () => {
      stage.emulator().setSwitches({ subscription: "paid" });
      const opened = await stage.open(euros);
      stage.emulator().setSwitches({ subscription: "lapsed" });
      return opened;
    });
    expect(await port.send(wish(), newKey())).toMatchObject({ kind: "rejected", why: "auth" });
    await expect(port.describe()).rejects.toMatchObject({ kind: "refused" });
  });

  test("a throttle that comes as 403 and XML is a throttle", async () => {
    const xml =
      '<IntuitResponse><Fault type="SERVICE"><Error code="3001"><Message>message=ThrottleExceeded; ' +
      "errorCode=003001; statusCode=403</Message><Detail>Try later</Detail></Error></Fault></IntuitResponse>";
    const calling: typeof fetch = async (input, init) =>
      init?.method === "POST" ? new Response(xml, { status: 403 }) : fetch(input, init);
    const { port, wish, told, standing } = await stage.open(euros, { fetch: calling });
    const wished = wish();
    expect(await port.send(wished, newKey())).toEqual({
      kind: "not-sent",
      why: "throttled",
      delayMs: 60_000,
    });
    expect(told).toEqual([60_000]);
    expect(standing(wished.reference)).toEqual([]);
  });

  test.each([
    [200, "", "unanswered"],
    [200, "<html>", "unanswered"],
    [200, "{}", "unanswered"],
    [200, '{"JournalEntry":{}}', "unanswered"],
    [302, "", "unanswered"],
    [
      400,
      '{"Fault":{"Error":[{"Message":"An application error","code":"10000"}],"type":"SystemFault"}}',
      "unanswered",
    ],
    [400, "no words at all", "rejected"],
    [404, "<html>Not Found</html>", "rejected"],
    [403, "", "rejected"],
    [408, "", "unanswered"],
    [500, '{"Fault":{"Error":[{"Message":"Authorization Failure","code":"120"}]}}', "unanswered"],
  ])("HTTP %i with %j is %s", async (status, body, kind) => {
    const calling: typeof fetch = async (input, init) =>
      init?.method === "POST" ? new Response(body, { status }) : fetch(input, init);
    const { port, wish } = await stage.open(euros, { fetch: calling });
    expect((await port.send(wish(), newKey())).kind).toBe(kind);
  });

  test("more changes than one answer holds are all told, and deletions promised for none of them", async () => {
    const { port, ledger } = await stage.open(yen);
    const moment = new Date(stage.emulator().now());
    const [bank, , stock] = ledger.accounts.map(({ id }) => id);
    const ids = Array.from({ length: 1_050 }, () => {
      const lines = [
        { accountId: bank ?? "", minor: -1n, memo: "", options: [] },
        { accountId: stock ?? "", minor: 1n, memo: "", options: [] },
      ];
      return stage.emulator().typeIn(ledger.id, { number: "", memo: "", date: someDay, lines }).id;
    });
    const { changes, deletionsFrom, until } = await port.changesSince(moment);
    const told = changes.flatMap((one) => (one.kind === "changed" ? [one.journal.remoteId] : []));
    expect(told.sort()).toEqual(ids.sort());
    expect(deletionsFrom).toEqual(until);
  });

  test("deletions are promised for a month and no longer", async () => {
    const { port } = await stage.open(dollars);
    const now = stage.emulator().now();
    const recent = await port.changesSince(new Date(now - 3 * DAY_MS));
    expect(recent.deletionsFrom.getTime()).toBeLessThanOrEqual(now - 3 * DAY_MS);
    const old = await port.changesSince(new Date(now - 90 * DAY_MS));
    const days = (stage.emulator().now() - old.deletionsFrom.getTime()) / DAY_MS;
    expect(days).toBeGreaterThan(28);
    expect(days).toBeLessThan(30);
  });

  test("a connection used every week ends all the same, five years after its consent", async () => {
    const { signIn } = stage.vendor();
    const now = () => stage.emulator().now();
    const consentedAt = now();
    let tokens = tokensOf(stage.emulator().connect(euros), now());
    const hardEnd = tokens.refreshHardExpiresAt?.getTime() ?? 0;
    expect(Math.round((hardEnd - consentedAt) / DAY_MS)).toBe(1825);
    while (now() < hardEnd - 95 * DAY_MS) {
      stage.emulator().ageBy(90 * DAY_MS);
      tokens = await signIn.refresh(tokens.refreshToken);
      expect(Math.abs((tokens.refreshHardExpiresAt?.getTime() ?? 0) - hardEnd)).toBeLessThan(60_000);
    }
    expect(tokens.refreshExpiresAt.getTime()).toBeLessThanOrEqual(hardEnd + 60_000);
    stage.emulator().ageBy(96 * DAY_MS);
    await expect(signIn.refresh(tokens.refreshToken)).rejects.toMatchObject({ kind: "disconnected" });
  });

  test("a refresh token that stays the same goes on being good", async () => {
    stage.emulator().setSwitches({ rotation: "sometimes" });
    const { signIn } = stage.vendor();
    const { refreshToken } = stage.emulator().connect(euros);
    for (let round = 0; round < 3; round += 1)
      expect((await signIn.refresh(refreshToken)).refreshToken).toBe(refreshToken);
  });

  test("a wrong secret of ours ends nobody's connection", async () => {
    const { emulator } = stage;
    const settings = { clientId: emulator().client.id, clientSecret: "wrong", emulatorUrl: emulator().url };
    const { signIn } = createQuickbooks({ settings: { ...settings, environment: "production" } });
    const { refreshToken } = emulator().connect(euros);
    await expect(signIn.refresh(refreshToken)).rejects.toMatchObject({ kind: "refused" });
  });

  test("the consent page is Intuit's own, and the sandbox has other companies", () => {
    const settings = { clientId: "id", clientSecret: "secret", emulatorUrl: undefined };
    const { signIn } = createQuickbooks({ settings: { ...settings, environment: "sandbox" } });
    const asked = { state: "s&t", challenge: "c", callback: "https://app.example/back" };
    const address = new URL(signIn.addressOf(asked));
    expect(address.origin + address.pathname).toBe("https://appcenter.intuit.com/connect/oauth2");
    expect(Object.fromEntries(address.searchParams)).toEqual({
      client_id: "id",
      response_type: "code",
      scope: "com.intuit.quickbooks.accounting",
      redirect_uri: "https://app.example/back",
      state: "s&t",
    });
  });

  test(`${RANDOM_ENTRIES} random entries arrive as they were wished`, async () => {
    for (const name of [euros, dollars, yen, dinars]) {
      const { port, ledger } = await stage.open(name);
      const ground = {
        currency: ledger.currency,
        accounts: await port.listAccounts(),
        dimensions: await port.listDimensions(),
      };
      await fc.assert(
        fc.asyncProperty(
          randomJournal(ground, () => newReference()),
          async (wished) => {
            const held = sentOf(await port.send(wished, newKey()));
            expect(held).toMatchObject({ reference: wished.reference, date: wished.date, state: "posted" });
            expect(bookingsOf(held)).toEqual(bookingsOf(wished));
            expect(held.lines.map(({ dimensions }) => dimensions.length)).toEqual(
              wished.lines.map(({ dimensions }) => dimensions.length),
            );
          },
        ),
        { numRuns: RANDOM_ENTRIES / 4, endOnFailure: true },
      );
    }
  }, 180_000);
});
