import { type Html, html } from "../shopify/admin/html.ts";
import type { Exchange } from "../shopify/exchange.ts";
import { amountText, minorOfText } from "./amounts.ts";
import type { BookEmulator } from "./emulator.ts";
import { redirect, sendPage } from "./layout.ts";
import { type Journal, type JournalLine, type Organisation, trialBalance } from "./ledger.ts";

/**
 * What a person of the organisation sees and does there: the ledger, and by hand the very things our books
 * must notice. False: not one of these addresses.
 */
export async function answerPage(emulator: BookEmulator, exchange: Exchange): Promise<boolean> {
  const { world, face } = emulator;
  const meant = face.journalPageOf(exchange, world);
  if (meant) {
    redirect(exchange, `/books/${meant.organisationId}#${meant.journalId}`);
    return true;
  }
  if (exchange.path === "/" && exchange.method === "GET") {
    showOrganisations(emulator, exchange);
    return true;
  }
  const [, id = "", journalId, act] =
    /^\/books\/([^/]+)(?:\/journals\/([^/]+))?(?:\/(\w+))?$/.exec(exchange.path) ?? [];
  const organisation = world.organisations.get(id);
  if (!organisation) return false;
  if (exchange.method === "GET") showLedger(emulator, exchange, organisation);
  else await change(emulator, exchange, { organisation, journalId, act: act ?? "" });
  return true;
}

function showOrganisations({ face, world }: BookEmulator, exchange: Exchange): void {
  const rows = [...world.organisations.values()].map(
    ({ id, name, currency, journals, lockDate }) => html`<tr><td><a href="/books/${id}">${name}</a></td>
      <td>${currency}</td><td class="number">${journals.length}</td><td>${lockDate ?? "open"}</td></tr>`,
  );
  const head = html`<tr><th>Organisation</th><th>Currency</th><th class="number">Journals</th><th>Closed through</th></tr>`;
  sendPage(
    exchange,
    200,
    `${face.name}, emulated`,
    html`<section class="scroll"><table>${head}${rows}</table></section>`,
  );
}

function showLedger({ face }: BookEmulator, exchange: Exchange, organisation: Organisation): void {
  const { id, name, currency, lockDate, journals } = organisation;
  const balances = trialBalance(organisation);
  const rows = balances.map(
    ({ account, minor }) => html`<tr><td>${account.code} ${account.name}</td>
      <td><small>${face.accountWords(account)}</small></td>${sides(minor, currency)}</tr>`,
  );
  const debits = balances.reduce((sum, { minor }) => sum + (minor > 0n ? minor : 0n), 0n);
  const total = html`<th class="number">${amountText(debits, currency)}</th>`;
  const body = html`<p><a href="/">All organisations</a> · ${currency} · ${face.name}, emulated</p>
    <form class="card" method="post" action="/books/${id}/lock"><label>Books closed through
      <input type="date" name="day" value="${lockDate ?? ""}"></label> <button>Save</button>
      <small>Nothing can be dated on or before this day.</small></form>
    <h2>Trial balance</h2><section class="scroll"><table id="trial-balance">
      <tr><th>Account</th><th></th><th class="number">Debit</th><th class="number">Credit</th></tr>${rows}
      <tr><th>Total</th><th></th>${total}${total}</tr>
    </table></section>
    <h2>Journals (${journals.length})</h2>
    ${[...journals]
      .reverse()
      .slice(0, 200)
      .map((journal) => journalCard(organisation, journal))}`;
  sendPage(exchange, 200, name, body);
}

function journalCard(organisation: Organisation, journal: Journal): Html {
  const { id, number, memo, date, currency, state, version, app, lines } = journal;
  const rows = lines.map((line) => {
    const account = organisation.accounts.find((one) => one.id === line.accountId);
    return html`<tr><td>${account?.code} ${account?.name}
      <small>${optionNames(organisation, line)}</small></td>
      <td>${line.memo}</td>${sides(line.minor, currency)}</tr>`;
  });
  return html`<section id="${id}" data-number="${number}" class="scroll">
    <b class="${state === "posted" ? "" : "ended"}">${date} ${number}</b>
    ${state === "posted" ? "" : html`<span class="bad">${state}</span>`}
    <small>${app ? `sent by ${app}` : "typed in"} · version ${version}</small><div>${memo}</div>
    <table>${rows}</table>${state === "posted" ? handWork(organisation, journal) : ""}</section>`;
}

/** The cells of a debit and a credit column; one of them is empty. */
function sides(minor: bigint, currency: string): Html {
  return html`<td class="number">${minor > 0n ? amountText(minor, currency) : ""}</td>
    <td class="number">${minor < 0n ? amountText(-minor, currency) : ""}</td>`;
}

function handWork({ id }: Organisation, journal: Journal): Html {
  const to = `/books/${id}/journals/${journal.id}`;
  const amounts = journal.lines.map(
    (line, at) => html`<label>Line ${at + 1} <input name="amount-${at}" size="14"
      value="${amountText(line.minor, journal.currency)}"></label> `,
  );
  return html`<details><summary>Change by hand</summary>
    <form method="post" action="${to}/edit">
    <p><label>Date <input type="date" name="date" value="${journal.date}"></label></p>
    <p><label>Memo <input class="wide" name="memo" value="${journal.memo}"></label></p>
    <p>${amounts} <small>debit above zero, credit below</small></p><button>Save</button></form>
    <form method="post" action="${to}/delete">
    <p><button class="bad">Take this journal away</button></p></form></details>`;
}

function optionNames({ dimensions }: Organisation, line: JournalLine): string {
  return line.options
    .map(
      ({ dimensionId, optionId }) =>
        dimensions.find(({ id }) => id === dimensionId)?.options.find(({ id }) => id === optionId)?.name,
    )
    .join(" · ");
}

async function change(
  emulator: BookEmulator,
  exchange: Exchange,
  {
    organisation,
    journalId,
    act,
  }: { organisation: Organisation; journalId: string | undefined; act: string },
): Promise<void> {
  const form = new URLSearchParams((await exchange.readBody()).toString("utf8"));
  const back = `/books/${organisation.id}${journalId ? `#${journalId}` : ""}`;
  try {
    if (act === "lock") emulator.lock(organisation.id, form.get("day") || null);
    if (act === "delete" && journalId)
      emulator.edit(organisation.id, journalId, { state: emulator.face.takenAway });
    if (act === "edit" && journalId) editByHand(emulator, organisation, journalId, form);
    redirect(exchange, back);
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : String(problem);
    sendPage(exchange, 400, "Not saved", html`<p class="bad">${why}</p><p><a href="${back}">Back</a></p>`);
  }
}

function editByHand(
  emulator: BookEmulator,
  organisation: Organisation,
  journalId: string,
  form: URLSearchParams,
): void {
  const journal = organisation.journals.find(({ id }) => id === journalId);
  const lines = journal?.lines.map((line, at) => {
    const text = form.get(`amount-${at}`);
    return text === null ? line : { ...line, minor: minorOfText(text, journal.currency) };
  });
  const change = { date: form.get("date") ?? journal?.date, memo: form.get("memo") ?? journal?.memo, lines };
  emulator.edit(organisation.id, journalId, change);
}
