import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BookEmulator } from "#tests/emulators/accounting/emulator.ts";
import { startQuickbooks } from "#tests/emulators/quickbooks/server.ts";
import { appRig, people } from "#tests/support/app-rig.ts";
import { connectThroughDoors } from "#tests/support/book-doors.ts";

let books: BookEmulator;
let bookId: string;
const env: Record<string, string> = {};
// Before the app is started, which is told where they are.
beforeAll(async () => {
  books = await startQuickbooks();
  Object.assign(env, {
    QUICKBOOKS_CLIENT_ID: books.client.id,
    QUICKBOOKS_CLIENT_SECRET: books.client.secret,
    QUICKBOOKS_ENVIRONMENT: "sandbox",
    QUICKBOOKS_EMULATOR_URL: books.url,
  });
});
afterAll(() => books?.close());
const rig = appRig({ env });
beforeAll(async () => {
  const app = { url: rig.web.url, token: () => rig.token() };
  bookId = await connectThroughDoors(app, "quickbooks", books.organisation().id);
});

const terms = { stockBookedBy: "nobody", method: "perpetual", cadence: "document", startsOn: "2026-11-01" };
const mark = { subjectKind: "reason", subjectId: "damaged", dimensionId: "Class", optionId: null };
const commands: [door: string, body: object][] = [
  ["terms", terms],
  ["accounts", { mappings: [{ role: "loss-other", accountId: null }] }],
  ["dimensions", mark],
  ["start", {}],
  ["chart", {}],
  ["test-entry", {}],
  ["pause", { isPaused: true }],
  ["disconnection", {}],
];
const codesOf = ({ body }: { body: { problems?: { code: string }[] } }) =>
  body.problems?.map(({ code }) => code);

describe.each(commands)("the door %s", (door, body) => {
  const path = () => `/app/books/${bookId}/${door}`;

  it("knows no book of another shop", async () => {
    const told = await rig.ask(path(), { body, shop: "other-shop", userId: "9400001" });
    expect(codesOf(told)).toEqual(["not-found"]);
  });

  it("is shut to people who see no costs", async () => {
    const told = await rig.ask(path(), { body, userId: people.ben });
    expect(codesOf(told)).toEqual(["may-not-see-cost"]);
  });

  it("takes no body of another shape, and no id that is none", async () => {
    expect(codesOf(await rig.ask(path(), { body: { ...body, more: 1 } }))).toEqual(["bad-field"]);
    expect(codesOf(await rig.ask(`/app/books/17/${door}`, { body }))).toEqual(["bad-id"]);
  });
});

it.each(["", "/preview"])("the page%s of another shop's book is not found", async (page) => {
  const path = `/app/books/${bookId}${page}`;
  expect((await rig.ask(path, { shop: "other-shop", userId: "9400001" })).status).toBe(404);
});

it("a sign-in that somebody else came back with opens nothing", async () => {
  const body = { organisationId: books.organisation().id };
  const path = `/app/books/choose/${crypto.randomUUID()}/connection`;
  expect(codesOf(await rig.ask(path, { body }))).toEqual(["sign-in-over"]);
});

it("a kind of book that this installation does not offer cannot be signed in to", async () => {
  const told = await rig.ask("/app/books/sign-in", { body: { kind: "xero" } });
  expect(codesOf(told)).toEqual(["book-not-offered"]);
});
