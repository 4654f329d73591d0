import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { createXero } from "#app/adapters/accounting/xero/index.ts";
import type { BookPort } from "#app/ports/book.ts";
import type { Organisation } from "../emulators/accounting/ledger.ts";
import { emptyPayloads, payloadRecorder } from "../emulators/accounting/recorder.ts";
import { startXero } from "../emulators/xero/server.ts";
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
  yen,
} from "./book-battery/stage.ts";
import { describeBook } from "./book-battery.ts";
import { randomJournal } from "./random-journal.ts";

const RANDOM_ENTRIES = 2_400;

emptyPayloads("xero");

const xero: BookUnderTest = {
  kind: "xero",
  start: startXero,
  vendorOf: (emulator, calling) => {
    const { id: clientId, secret: clientSecret } = emulator.client;
    const settings = { clientId, clientSecret, emulatorUrl: emulator.url, callsPerDay: 5_000 };
    return createXero({ settings, fetch: calling, now: () => new Date(emulator.now()) });
  },
  options: { recorder: payloadRecorder("xero", () => expect.getState().currentTestName ?? "") },
};

describeBook(xero);

describe("what only Xero does", () => {
  const stage = bookStage(xero);
  afterAll(() => stage.emulator().faults.clear());

  const withSwitches = async (switches: Record<string, string>, work: () => Promise<void>) => {
    const before = { ...stage.emulator().world.switches };
    stage.emulator().setSwitches(switches);
    await work().finally(() => stage.emulator().setSwitches(before));
  };
  const accountNamed = async (port: BookPort, wanted: string) => {
    const found = (await port.listAccounts()).find(({ name }) => name === wanted);
    if (!found) throw new Error(`There is no account "${wanted}".`);
    return found;
  };
  const nameOfAccount = (ledger: Organisation, wanted: string) => {
    const found = ledger.accounts.find(({ name }) => name === wanted);
    if (!found) throw new Error(`There is no account "${wanted}".`);
    return found;
  };

  test("the later of the two lock dates is the wall", async () => {
    const { port, ledger, wish } = await stage.open(euros);
    for (const [soft, hard] of [
      ["2025-12-31", "2026-09-30"],
      ["2026-09-30", "2025-12-31"],
      [null, "2026-09-30"],
    ] as const) {
      Object.assign(ledger, { lockDate: soft, hardLockDate: hard });
      expect((await port.describe()).lockDate).toBe("2026-09-30");
      const answer = await port.send(wish({ date: "2026-09-30" }), newKey());
      expect(answer).toMatchObject({ kind: "rejected", why: "period-closed" });
    }
    Object.assign(ledger, { lockDate: null, hardLockDate: null });
  });

  test("no journal goes to what Xero keeps for itself, and tax accounts are not that", async () => {
    const { port, wish, accounts } = await stage.open(dollars);
    for (const name of [
      "Trade debtors",
      "Trade creditors",
      "Retained earnings",
      "Current account",
      "Tracked stock",
    ]) {
      const reserved = await accountNamed(port, name);
      expect([name, reserved.isPostable]).toEqual([name, false]);
      const lines = [lineOf(accounts.loss.id, "D", 5n), lineOf(reserved.id, "C", 5n)];
      expect(await port.send(wish({ lines }), newKey())).toMatchObject({ kind: "rejected", why: "mapping" });
    }
    const tax = await accountNamed(port, "Sales tax payable");
    const lines = [lineOf(accounts.loss.id, "D", 5n), lineOf(tax.id, "C", 5n)];
    sentOf(await port.send(wish({ lines }), newKey()));
  });

  test("whoever may not see items is not told that no stock is tracked", () =>
    withSwitches({ items: "denied" }, async () => {
      const { port } = await stage.open(dollars);
      expect((await port.describe()).tracksStock).toBeNull();
      expect((await accountNamed(port, "Stock on hand")).isPostable).toBe(true);
    }));

  test("an account archived since it was looked up is refused, and looked up again", async () => {
    const opened = await stage.open(euros);
    const { port, wish, ledger } = opened;
    sentOf(await port.send(wish(), newKey()));
    const account = nameOfAccount(ledger, "Shrinkage: damaged");
    account.active = false;
    for (const code of ["ACCOUNT", "ACCOUNT_ARCHIVED"]) {
      const wished = wish();
      expect(await port.send(wished, newKey())).toMatchObject({ kind: "rejected", why: "mapping", code });
      expect(opened.standing(wished.reference)).toEqual([]);
    }
    account.active = true;
  });

  test("an account that was taken off its line with a warning shows as a line without one", () =>
    withSwitches({ archivedAccount: "warning" }, async () => {
      const { port, wish, accounts, ledger } = await stage.open(euros);
      sentOf(await port.send(wish(), newKey()));
      const account = nameOfAccount(ledger, "Shrinkage: damaged");
      account.active = false;
      const wished = wish();
      const held = sentOf(await port.send(wished, newKey()));
      expect(held.lines.map(({ accountId }) => accountId)).toEqual(["", accounts.stock.id]);
      expect(bookingsOf(held)).not.toEqual(bookingsOf(wished));
      account.active = true;
    }));

  test("an account keeps its place when somebody gives it another code", async () => {
    const { port, wish, ledger, accounts } = await stage.open(euros);
    sentOf(await port.send(wish(), newKey()));
    const account = nameOfAccount(ledger, "Shrinkage: damaged");
    account.code = "5999";
    expect(await port.send(wish(), newKey())).toMatchObject({ kind: "rejected", why: "mapping" });
    const held = sentOf(await port.send(wish(), newKey()));
    expect(held.lines[0]?.accountId).toBe(accounts.loss.id);
    account.code = "5100";
  });

  test("a line carries two tracking categories and no third; what is archived is not offered", async () => {
    const { port, wish, accounts } = await stage.open(euros);
    const [place, kind] = await port.listDimensions();
    if (!place || !kind) throw new Error("There are two categories.");
    const both = [place, kind].map(({ id, options }) => ({
      dimensionId: id,
      optionId: options[1]?.id ?? "",
    }));
    const withTracking = (dimensions: typeof both) =>
      wish({
        lines: [{ ...lineOf(accounts.loss.id, "D", 9n), dimensions }, lineOf(accounts.stock.id, "C", 9n)],
      });
    expect(sentOf(await port.send(withTracking(both), newKey())).lines[0]?.dimensions).toEqual(both);
    const three = [...both, ...both.slice(0, 1)];
    expect(await port.send(withTracking(three), newKey())).toMatchObject({
      kind: "rejected",
      why: "invalid",
    });
    const unknown = [{ dimensionId: place.id, optionId: "no-such-option" }];
    expect(await port.send(withTracking(unknown), newKey())).toMatchObject({
      kind: "rejected",
      why: "mapping",
    });
  });

  test("a tracking option dropped without a word shows in what the book says it holds", async () => {
    const { port, wish, accounts, ledger } = await stage.open(euros);
    const [place] = await port.listDimensions();
    const option = ledger.dimensions[0]?.options[0];
    if (!place || !option) throw new Error("There is a category.");
    const dimensions = [{ dimensionId: place.id, optionId: option.id }];
    const lines = [{ ...lineOf(accounts.loss.id, "D", 9n), dimensions }, lineOf(accounts.stock.id, "C", 9n)];
    sentOf(await port.send(wish({ lines }), newKey()));
    option.active = false;
    await withSwitches({ unknownTracking: "dropped" }, async () => {
      expect(sentOf(await port.send(wish({ lines }), newKey())).lines[0]?.dimensions).toEqual([]);
    });
    const refused = await port.send(wish({ lines }), newKey());
    expect(refused).toMatchObject({ kind: "rejected", why: "mapping", code: "TRACKING" });
    option.active = true;
  });

  test("lines that name no ids are read by the codes and names they have", () =>
    withSwitches({ lineIds: "hidden" }, async () => {
      const { port, wish, accounts } = await stage.open(euros);
      const [place] = await port.listDimensions();
      const dimensions = [{ dimensionId: place?.id ?? "", optionId: place?.options[0]?.id ?? "" }];
      const lines = [
        { ...lineOf(accounts.loss.id, "D", 9n), dimensions },
        lineOf(accounts.stock.id, "C", 9n),
      ];
      const held = sentOf(await port.send(wish({ lines }), newKey()));
      expect(held.lines).toEqual(lines);
      const { port: later } = await stage.open(euros);
      expect(await later.find(held.remoteId)).toEqual(held);
      expect(await later.findByReferences([held.reference])).toEqual([held]);
    }));

  test("an answer that was heard is not lost with the turn that could not be given back", async () => {
    const leave = () => Promise.reject(new Error("the database is away"));
    const { port, wish, standing } = await stage.open(euros, {
      pace: { enter: async () => leave, told: async () => {} },
    });
    const wished = wish();
    expect((await port.send(wished, newKey())).kind).toBe("sent");
    expect(standing(wished.reference)).toHaveLength(1);
  });

  test("what finds a hundred references asks with addresses that Xero takes", async () => {
    const addresses: string[] = [];
    const { port } = await stage.open(euros, {
      fetch: (input, init) => {
        addresses.push(String(input));
        return fetch(input, init);
      },
    });
    const references = Array.from({ length: 100 }, (_, at) => `${"LONG".repeat(8)}-${at}`);
    expect(await port.findByReferences(references)).toEqual([]);
    const queries = addresses.filter((address) => address.includes("where="));
    expect(queries.length).toBeGreaterThan(5);
    for (const address of queries) expect(new URL(address).search.length).toBeLessThan(2_000);
    for (const reference of references)
      expect(queries.some((one) => decodeURIComponent(one).includes(`"${reference} "`))).toBe(true);
  });

  test("LAB1 is neither LAB12 nor lab1 nor what only speaks of it", async () => {
    const { port, wish, ledger } = await stage.open(euros);
    for (const reference of ["LAB1", "LAB12", "lab1"]) sentOf(await port.send(wish({ reference }), newKey()));
    const [first] = await port.findByReferences(["LAB1"]);
    if (!first) throw new Error("It was sent.");
    const own = ledger.journals.find(({ id }) => id === first.remoteId);
    const typed = { number: "", date: "2026-11-20", lines: own?.lines ?? [] };
    stage.emulator().typeIn(ledger.id, { ...typed, memo: "Reversal: LAB1 damaged" });
    expect(await port.findByReferences(["LAB1"])).toEqual([first]);
    stage.emulator().typeIn(ledger.id, { ...typed, memo: "LAB1" });
    expect(await port.findByReferences(["LAB1"])).toHaveLength(2);
  });

  test("a memo of nothing is found again", async () => {
    const { port, wish } = await stage.open(euros);
    const wished = wish({ memo: " \n" });
    const held = sentOf(await port.send(wished, newKey()));
    expect(held).toMatchObject({ reference: wished.reference, memo: "" });
    expect(await port.findByReferences([wished.reference])).toEqual([held]);
  });

  test("a key that was used for another journal says that something was sent", async () => {
    const { port, wish, standing } = await stage.open(euros);
    const [first, second, key] = [wish(), wish(), newKey()];
    sentOf(await port.send(first, key));
    expect((await port.send(second, key)).kind).toBe("unanswered");
    expect(standing(second.reference)).toEqual([]);
  });

  test("a forgotten key books twice, and both are found", () =>
    withSwitches({ keys: "forgotten" }, async () => {
      const { port, wish } = await stage.open(euros);
      const [wished, key] = [wish(), newKey()];
      for (let round = 0; round < 2; round += 1) sentOf(await port.send(wished, key));
      expect(await port.findByReferences([wished.reference])).toHaveLength(2);
    }));

  test("a voided journal is found as voided", async () => {
    const { port, wish, ledger } = await stage.open(euros);
    const held = sentOf(await port.send(wish(), newKey()));
    const moment = new Date(stage.emulator().now());
    stage.emulator().edit(ledger.id, held.remoteId, { state: "voided" });
    expect(await port.findByReferences([held.reference])).toMatchObject([{ state: "voided" }]);
    const { changes } = await port.changesSince(moment);
    expect(changes).toContainEqual({ kind: "changed", journal: await port.find(held.remoteId) });
  });

  test("no journal is lost between two pages when another is edited meanwhile", async () => {
    const { port, wish, ledger } = await stage.open(yen);
    const from = new Date(stage.emulator().now());
    const sent: string[] = [];
    for (let n = 0; n < 150; n += 1) sent.push(sentOf(await port.send(wish(), newKey())).remoteId);
    const { hooks } = stage.emulator();
    // Whatever order the pages are in, the first of the first page moves to the end of "last changed".
    hooks.afterEffect = ({ operation }) => {
      const [first] = ledger.journals.filter(({ id }) => sent.includes(id));
      if (operation === "query" && first)
        stage.emulator().edit(ledger.id, first.id, { memo: `${first.memo} !` });
    };
    const { changes } = await port.changesSince(from).finally(() => delete hooks.afterEffect);
    const seen = changes.map((one) => (one.kind === "changed" ? one.journal.remoteId : one.remoteId));
    expect(seen).toEqual(expect.arrayContaining(sent));
  });

  test("an organisation that let go of us is told apart from a token that ran out", async () => {
    const { port, wish } = await stage.open(dollars, {
      tokenOf: async () => stage.emulator().connect(euros).accessToken,
    });
    await expect(port.describe()).rejects.toMatchObject({ kind: "disconnected" });
    expect(await port.send(wish(), newKey())).toMatchObject({ kind: "not-sent", why: "signed-out" });
  });

  test("a consent too narrow for journals is refused, and no token is thrown away for it", async () => {
    const { signIns } = stage.emulator();
    const forgotten: string[] = [];
    const id = stage.emulator().organisation(euros).id;
    const issued = signIns.issue([id], "offline_access accounting.settings.read", stage.emulator().client.id);
    const { port, wish } = await stage.open(euros, {
      tokenOf: async () => issued.accessToken,
      forget: async (token) => void forgotten.push(token),
    });
    expect(await port.send(wish(), newKey())).toMatchObject({ kind: "rejected", why: "auth" });
    await expect(port.findByReferences(["LB-1"])).rejects.toMatchObject({ kind: "refused" });
    expect(forgotten).toEqual([]);
  });

  test("leaving one organisation keeps the others of the same consent; leaving the last ends it", async () => {
    const { signIn } = stage.vendor();
    const [one, other] = [euros, yen].map((name) => stage.emulator().organisation(name).id);
    const issued = stage.emulator().connect([one ?? "", other ?? ""]);
    await signIn.revoke(issued, one ?? "");
    const next = await signIn.refresh(issued.refreshToken);
    stage.emulator().ageBy(31 * 60_000);
    await signIn.revoke(next, other ?? "");
    await expect(signIn.refresh(next.refreshToken)).rejects.toMatchObject({ kind: "disconnected" });
  });

  test("a wrong secret of ours ends nobody's connection", async () => {
    const { clientId, emulatorUrl } = {
      clientId: stage.emulator().client.id,
      emulatorUrl: stage.emulator().url,
    };
    const settings = { clientId, clientSecret: "wrong", emulatorUrl, callsPerDay: 5_000 };
    const { signIn } = createXero({ settings });
    const { refreshToken } = stage.emulator().connect(euros);
    await expect(signIn.refresh(refreshToken)).rejects.toMatchObject({ kind: "refused" });
  });

  test("books that round to hundredths say what they hold", () =>
    withSwitches({ decimals: "two" }, async () => {
      const { port, wish } = await stage.open(dinars);
      const wished = wish({ amountMinor: 4_938n });
      expect(sentOf(await port.send(wished, newKey())).lines.map(({ amountMinor }) => amountMinor)).toEqual([
        4_940n,
        4_940n,
      ]);
    }));

  test("an amount that would not survive as a number is never sent", async () => {
    const { port, wish } = await stage.open(euros);
    sentOf(await port.send(wish({ amountMinor: 999_999_999_999_999n }), newKey()));
    const answer = await port.send(wish({ amountMinor: 1_000_000_000_000_000n }), newKey());
    expect(answer).toMatchObject({ kind: "rejected", why: "invalid", code: "AMOUNT" });
  });

  test(`${RANDOM_ENTRIES} random entries arrive as they were wished`, async () => {
    for (const name of [euros, dollars, yen, dinars]) {
      const { port, ledger } = await stage.open(name);
      const ground = {
        currency: ledger.currency,
        accounts: await port.listAccounts(),
        dimensions: await port.listDimensions(),
      };
      const anyJournal = randomJournal(ground, () => newReference());
      const runs = { numRuns: RANDOM_ENTRIES / 4, endOnFailure: true };
      await fc.assert(
        fc.asyncProperty(anyJournal, async (wished) => {
          const held = sentOf(await port.send(wished, newKey()));
          expect(held).toMatchObject({ reference: wished.reference, date: wished.date, state: "posted" });
          expect(held.lines.map(({ memo: _, ...line }) => line)).toEqual(
            wished.lines.map(({ memo: _, ...line }) => line),
          );
        }),
        runs,
      );
    }
  }, 180_000);
});
