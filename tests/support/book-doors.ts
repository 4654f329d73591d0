import type { BookEmulator } from "../emulators/accounting/emulator.ts";

/** The running app as one person meets it. */
export type AppDoors = { url: string; token(): string };

/** Signs in at the vendor as a browser goes, and joins this organisation to the shop: not set up yet. */
export async function connectThroughDoors(
  app: AppDoors,
  kind: string,
  organisationId: string,
): Promise<string> {
  const { state } = await act<{ state: string }>(app, "/app/books/sign-in", { kind });
  const signInId = await consent(app, state, organisationId);
  const choice = `/app/books/choose/${signInId}/connection`;
  return (await act<{ bookId: string }>(app, choice, { organisationId })).bookId;
}

/** Takes the proposed accounts, gives those without a proposal the one named, and starts. */
export async function setUpThroughDoors(
  app: AppDoors,
  bookId: string,
  { book, organisation, startsOn }: { book: BookEmulator; organisation: string; startsOn: string },
): Promise<void> {
  const terms = { stockBookedBy: "nobody", method: "perpetual", cadence: "document", startsOn };
  await act(app, `/app/books/${bookId}/terms`, terms);
  const { accounts } = book.organisation(organisation);
  const accountOf = (name: string) => accounts.find((account) => account.name === name)?.id ?? null;
  await act(app, `/app/books/${bookId}/accounts`, {
    mappings: [
      { role: "inventory", accountId: accountOf("Stock on hand") },
      { role: "internal-use-expense", accountId: accountOf("Stock written down") },
      { role: "loss-other", accountId: accountOf("Stock written down") },
    ],
  });
  await act(app, `/app/books/${bookId}/start`, {});
}

/** Out to the vendor's consent page and back. */
async function consent({ url }: AppDoors, state: string, organisation: string): Promise<string> {
  const start = await fetch(`${url}/books/start?state=${state}`);
  const [cookie = ""] = start.headers.getSetCookie().map((one) => one.split(";")[0] ?? "");
  const [, link = ""] = /<a href="([^"]+)"/.exec(await start.text()) ?? [];
  const agreed = await fetch(link.replaceAll("&amp;", "&"), {
    method: "POST",
    body: new URLSearchParams({ organisation, decision: "connect" }),
    redirect: "manual",
  });
  const back = await fetch(agreed.headers.get("location") ?? "", { headers: { cookie }, redirect: "manual" });
  const [, signInId] = /\/app\/books\/choose\/([0-9a-f-]+)/.exec(back.headers.get("location") ?? "") ?? [];
  if (!signInId) throw new Error(`The emulated books were not connected: ${back.status}`);
  return signInId;
}

async function act<T>({ url, token }: AppDoors, path: string, command: object): Promise<T> {
  const response = await fetch(`${url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token()}`, "content-type": "application/json" },
    body: JSON.stringify(command),
  });
  const text = await response.text();
  const answer = response.ok ? JSON.parse(text) : { ok: false };
  if (!answer.ok) throw new Error(`${path} answered ${response.status}: ${text.slice(0, 300)}`);
  return answer.value as T;
}
