import { setTimeout as sleepFor } from "node:timers/promises";
import { API_VERSION } from "#app/api-version.ts";
import { limits } from "#app/domain/limits.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { Log } from "#app/ports/log.ts";
import type { BudgetNews, PointsTicket, ShopBudget } from "#app/ports/shop-budget.ts";
import type { Caller, Lane } from "#app/ports/shopify.ts";
import { wordsOf } from "../connection.ts";
import { createPurse } from "./budget.ts";
import type { AdminDocument } from "./documents/document.ts";
import { type CallFailure, errorOf } from "./errors.ts";
import { type Answered, type CallOutcome, type Heard, heard, heardNothing } from "./outcome.ts";

export type ClientParts = {
  domain: string;
  fetch: typeof fetch;
  tokenOf(caller: Caller): Promise<string | null>;
  /** Shopify turned this token away: it shall not be sent again. */
  forget(caller: Caller, token: string): Promise<void>;
  budget: ShopBudget;
  now?: () => Date;
  /** How it waits for points, and before it asks again. */
  sleep?: (ms: number) => Promise<unknown>;
  log?: Log;
};

export type Call<Variables extends Record<string, unknown>> = {
  document: AdminDocument<Variables>;
  variables: Variables;
  caller: Caller;
  lane: Lane;
};

type Patience = { budgetMs: number; callMs: number };

export type Client = {
  /** One call and no second one, whatever comes of it. */
  call<V extends Record<string, unknown>>(call: Call<V>, patience?: Patience): Promise<CallOutcome>;
  /** A question: asked again a few times while somebody waits, then AdapterError. */
  ask<V extends Record<string, unknown>>(call: Call<V>): Promise<Answered>;
};

export function createClient(parts: ClientParts): Client {
  const now = parts.now ?? (() => new Date());
  const sleep = parts.sleep ?? sleepFor;
  const purse = createPurse(parts.budget, sleep);
  const address = `https://${parts.domain}/admin/api/${API_VERSION}/graphql.json`;
  const client: Client = { call, ask: (question) => askAgain(client, question, sleep) };
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
    const { outcome, news, asked } = await send(wanted, token, patience.callMs);
    if (asked !== null) purse.learn(priced, asked);
    const noted = news ? note(ticket, news) : null;
    // What others must know before their next call is waited for; that points came back is no hurry.
    if (outcome.kind !== "answered") await noted;
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
  ): Promise<Heard> {
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
      return heardNothing(error);
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

async function askAgain<V extends Record<string, unknown>>(
  client: Client,
  question: Call<V>,
  sleep: (ms: number) => Promise<unknown>,
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
