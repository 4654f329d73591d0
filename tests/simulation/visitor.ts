import { setTimeout as sleep } from "node:timers/promises";
import type { House } from "./house.ts";

export type Answer = { status: number; body: unknown };

/** A person at a browser, as the app's own pages ask: with a fresh ID token, again and with the same id. */
export type Visitor = {
  /** Null when nobody answered for as long as a person would try. */
  ask(path: string, body?: unknown, patienceMs?: number): Promise<Answer | null>;
};

const TRIES_MAX = 40;
const BETWEEN_MS = 150;
const PATIENCE_MS = 20_000;

export function visitorOf(house: House, shop: string, userId: string): Visitor {
  return {
    async ask(path, body, patienceMs = PATIENCE_MS) {
      for (let tries = 0; tries < TRIES_MAX; tries += 1) {
        // How long a machine takes to start a server says nothing about the app.
        while (!house.isOpen()) await sleep(BETWEEN_MS);
        // Nor does how long a busy one takes to answer: who was too hasty waits longer the next time.
        const answer = await askOnce(path, body, patienceMs * (tries + 1));
        if (answer && !isPassing(answer.status)) return answer;
        await sleep(BETWEEN_MS);
      }
      return null;
    },
  };

  async function askOnce(path: string, body: unknown, patienceMs: number): Promise<Answer | null> {
    const token = house.emulator.mintIdToken({ userId, shop });
    const json = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    try {
      const response = await fetch(`${house.url}${path}`, {
        ...json,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        signal: AbortSignal.timeout(patienceMs),
      });
      return { status: response.status, body: await response.json() };
    } catch (error) {
      if (isSilence(error)) return null;
      throw error;
    }
  }
}

/** The web server is down, or it was killed before it had said everything, or it took too long. */
function isSilence(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error instanceof SyntaxError || ["TypeError", "TimeoutError", "AbortError"].includes(error.name);
}

/** Shopify could not be asked, or the token has died: the same request is welcome again. */
function isPassing(status: number): boolean {
  return status === 401 || status === 429 || (status > 500 && status < 600);
}
