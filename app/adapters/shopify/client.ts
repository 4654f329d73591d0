import { setTimeout as sleep } from "node:timers/promises";
import { API_VERSION } from "#app/api-version.ts";
import { limits } from "#app/domain/limits.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { Log } from "#app/ports/log.ts";
import type { BudgetNews, PointsTicket, ShopBudget } from "#app/ports/shop-budget.ts";
import type { Caller, Lane } from "#app/ports/shopify.ts";
import { type AdminAnswer, codeOf, parseAnswer } from "./answer.ts";
import { createPurse } from "./budget.ts";
import type { AdminDocument } from "./documents/document.ts";
import {
  type CallFailure,
  errorOf,
  failureOfStatus,
  failureOfThrow,
  isNeverExecuted,
  wordsOf,
} from "./errors.ts";

export type ClientParts = {
  domain: string;
  fetch: typeof fetch;
  tokenOf(caller: Caller): Promise<string | null>;
  /** Shopify turned this token away: it shall not be sent again. */
  forget(caller: Caller, token: string): Promise<void>;
  budget: ShopBudget;
  now?: () => Date;
  log?: Log;
};

export type Call<Variables extends Record<string, unknown>> = {
  document: AdminDocument<Variables>;
  variables: Variables;
  caller: Caller;
  lane: Lane;
};

export type Answered = { kind: "answered"; answer: AdminAnswer; vendorClock: Date | null };
export type CallOutcome = Answered | CallFailure;

type Patience = { budgetMs: number; callMs: number };

export type Client = {
  /** One call and no second one, whatever comes of it. */
  call<V extends Record<string, unknown>>(call: Call<V>, patience?: Patience): Promise<CallOutcome>;
  /** A question: asked again a few times while somebody waits, then AdapterError. */
  ask<V extends Record<string, unknown>>(call: Call<V>): Promise<Answered>;
};

export function createClient(parts: ClientParts): Client {
  const purse = createPurse(parts.budget);
  const now = parts.now ?? (() => new Date());
  const address = `https://${parts.domain}/admin/api/${API_VERSION}/graphql.json`;
  const client: Client = { call, ask: (question) => askAgain(client, question) };
  return client;

  async function call<V extends Record<string, unknown>>(
    wanted: Call<V>,
    patience: Patience = { budgetMs: budgetWaitOf(wanted.lane), callMs: limits.callTimeoutMs },
  ): Promise<CallOutcome> {
    const token = await tokenOf(wanted.caller);
    if (typeof token !== "string") return token;
    const priced = { document: wanted.document, variables: wanted.variables };
    const ticket = await purse.take(priced, wanted.lane, patience.budgetMs);
    if ("waitMs" in ticket)
      return { kind: "busy", why: "the shop's budget is spent", delayMs: ticket.waitMs };
    const { outcome, news } = await send(wanted, token, patience.callMs);
    if (outcome.kind === "answered" && outcome.answer.cost)
      purse.learn(priced, outcome.answer.cost.requested);
    if (news) await note(ticket, news);
    if (outcome.kind === "signed-out") await parts.forget(wanted.caller, token);
    return outcome;
  }

  async function tokenOf(caller: Caller): Promise<string | CallFailure> {
    try {
      return (await parts.tokenOf(caller)) ?? { kind: "signed-out", why: "there is no token" };
    } catch (error) {
      if (!(error instanceof AdapterError)) throw error;
      if (error.kind === "disconnected") return { kind: "signed-out", why: error.message };
      if (error.kind === "refused") return { kind: "denied", why: error.message };
      return { kind: "busy", why: error.message, delayMs: error.delayMs || limits.resendDelayMs };
    }
  }

  async function send<V extends Record<string, unknown>>(
    { document, variables }: Call<V>,
    token: string,
    timeoutMs: number,
  ): Promise<{ outcome: CallOutcome; news: BudgetNews | null }> {
    const request: RequestInit = {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        "x-shopify-access-token": token,
      },
      body: JSON.stringify({ query: document.text, operationName: document.name, variables }),
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    };
    let response: Response;
    let text: string;
    try {
      response = await parts.fetch(address, request);
      text = await response.text();
    } catch (error) {
      const outcome = failureOfThrow(error);
      return {
        outcome,
        news: outcome.kind === "unreachable" ? { spent: 0, status: null, pauseMs: 0 } : null,
      };
    }
    return heard({ response, text, now: now(), isMutation: document.text.startsWith("mutation") });
  }

  /** The answer is worth more than the bookkeeping beside it: what was heard must reach the one who asked. */
  async function note(ticket: PointsTicket, news: BudgetNews): Promise<void> {
    try {
      await parts.budget.note(ticket, news);
    } catch (error) {
      parts.log?.warn({ shop: parts.domain, error: wordsOf(error) }, "the shop's budget could not be noted");
    }
  }
}

type Heard = { response: Response; text: string; now: Date; isMutation: boolean };

function heard({ response, text, now, isMutation }: Heard): { outcome: CallOutcome; news: BudgetNews } {
  const nothing: BudgetNews = { spent: null, status: null, pauseMs: 0 };
  const failure = failureOfStatus(response.status, response.headers.get("retry-after"), now);
  if (failure?.kind === "busy")
    return { outcome: failure, news: { ...nothing, spent: 0, pauseMs: failure.delayMs } };
  if (failure) return { outcome: failure, news: nothing };
  const answer = parseAnswer(text);
  if (!answer) return { outcome: { kind: "unanswered", why: "the answer cannot be read" }, news: nothing };
  const { cost } = answer;
  const status = cost?.status ?? null;
  const throttled = answer.errors.some((error) => codeOf(error) === "THROTTLED");
  if (throttled) return { outcome: throttledOutcome(answer), news: { spent: 0, status, pauseMs: 0 } };
  const news = { spent: cost?.actual ?? null, status, pauseMs: 0 };
  return {
    outcome: failureOfErrors(answer, isMutation) ?? answeredAt(answer, response.headers.get("date")),
    news,
  };
}

function throttledOutcome({ cost }: AdminAnswer): CallFailure {
  const missing = cost ? cost.requested - cost.status.currentlyAvailable : 0;
  const delayMs = cost ? (1000 * missing) / cost.status.restoreRate : limits.busyDelayMs;
  return { kind: "busy", why: "THROTTLED", delayMs: Math.ceil(Math.max(delayMs, limits.busyDelayMs)) };
}

/**
 * Errors that left nothing of the answer. A mutation that was denied one of the fields of its answer, or
 * broke there, had its effect by then: only an error at its door proves that it had none.
 */
function failureOfErrors({ data, errors }: AdminAnswer, isMutation: boolean): CallFailure | null {
  const [first] = errors;
  const isEmpty = data === null || (isMutation && Object.values(data).every((field) => field === null));
  if (!isEmpty || !first) return null;
  const why = errors.map(({ message }) => message).join(" | ");
  if (isMutation && errors.some(({ path }) => (path?.length ?? 0) > 1)) return { kind: "unanswered", why };
  const codes = errors.map(codeOf);
  if (codes.every((code) => code === "ACCESS_DENIED" || code === "SHOP_INACTIVE"))
    return { kind: "denied", why };
  const turnedAway = codes.every(
    (code) => isNeverExecuted(code) || (!isMutation && code === "RESOURCE_NOT_FOUND"),
  );
  return turnedAway ? { kind: "malformed", why, code: codeOf(first) ?? "" } : { kind: "unanswered", why };
}

function answeredAt(answer: AdminAnswer, date: string | null): Answered {
  const at = Date.parse(date ?? "");
  return { kind: "answered", answer, vendorClock: Number.isNaN(at) ? null : new Date(at) };
}

async function askAgain<V extends Record<string, unknown>>(
  client: Client,
  question: Call<V>,
): Promise<Answered> {
  const until = performance.now() + (question.lane === "person" ? limits.interactiveWaitMs : limits.leaseMs);
  for (let round = 1; ; round += 1) {
    const leftMs = Math.ceil(Math.max(1, until - performance.now()));
    const patience = {
      budgetMs: Math.min(leftMs, budgetWaitOf(question.lane)),
      callMs: Math.min(leftMs, limits.callTimeoutMs),
    };
    const outcome = await client.call(question, patience);
    if (outcome.kind === "answered") return outcome;
    const waitMs = waitBeforeNext(outcome, question.lane, round);
    if (waitMs === null || round >= limits.askRoundsMax || performance.now() + waitMs > until)
      throw errorOf(outcome);
    await sleep(waitMs);
  }
}

/**
 * Null where asking again cannot help. A dead token is forgotten by now, so the next round gets another or
 * none.
 */
function waitBeforeNext(failure: CallFailure, lane: Lane, round: number): number | null {
  if (failure.kind === "denied" || failure.kind === "malformed") return null;
  if (failure.kind === "signed-out") return round === 1 && failure.why.startsWith("HTTP") ? 0 : null;
  if (failure.kind === "busy") return lane === "person" ? failure.delayMs : null;
  return limits.askDelayMs * 4 ** (round - 1) * (0.5 + Math.random());
}

/** What runs in batches is put off by the queue and holds no worker meanwhile. */
function budgetWaitOf(lane: Lane): number {
  return lane === "person" ? limits.budgetWaitMs : 0;
}
