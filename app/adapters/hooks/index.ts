import { randomBytes } from "node:crypto";
import type { HookTrouble } from "#app/domain/hook/event.ts";
import type { Clock } from "#app/ports/clock.ts";
import type { HookAnswer, HookMessage, HookPost } from "#app/ports/hook-post.ts";
import type { Cipher } from "../cipher.ts";
import { delayOf } from "../connection.ts";
import { type Sent, send } from "./send.ts";
import { signatureOf } from "./signature.ts";
import { type Resolve, resolveByName, whereaboutsOf } from "./whereabouts.ts";

export type HookDeps = {
  shopId: string;
  cipher: Cipher;
  clock: Clock;
  /** For tests and the demo: receivers on this very machine. */
  allowsLoopback: boolean;
  resolve?: Resolve;
};

const SECRET_BYTES = 32;
const AGENT = "Lossbook-Hooks/1";

export function createHookPost(deps: HookDeps): HookPost {
  const { cipher, shopId, allowsLoopback, resolve = resolveByName } = deps;
  const look = (url: string) => whereaboutsOf(url, { allowsLoopback, resolve });

  /** A seal that no key opens signs nothing: a person makes another secret. */
  function secretsOf({ hookId, secrets }: HookMessage): string[] {
    const place = { shopId, holderId: hookId, field: "hookSecret" as const };
    return secrets.flatMap(({ keyId, secret }) =>
      cipher.opens(keyId) ? [cipher.open({ keyId, bytes: secret }, place)] : [],
    );
  }

  return {
    newSecret(hookId) {
      const secret = `lbh_${randomBytes(SECRET_BYTES).toString("base64url")}`;
      const { keyId, bytes } = cipher.seal(secret, { shopId, holderId: hookId, field: "hookSecret" });
      return { secret, sealed: { keyId, secret: bytes } };
    },

    reseal(hookId, { keyId, secret }) {
      if (!cipher.opens(keyId)) return null;
      const place = { shopId, holderId: hookId, field: "hookSecret" as const };
      const anew = cipher.seal(cipher.open({ keyId, bytes: secret }, place), place);
      return { keyId: anew.keyId, secret: anew.bytes };
    },

    async refusalOf(url) {
      const place = await look(url);
      return typeof place === "string" ? place : null;
    },

    async post(message) {
      const secrets = secretsOf(message);
      if (secrets.length === 0) return failed("no-secret");
      const place = await look(message.url);
      if (place === "hook-unknown-host") return failed("unknown-host");
      if (typeof place === "string") return failed("private-address");
      const now = deps.clock.now();
      const headers = {
        "content-type": "application/json; charset=utf-8",
        "user-agent": AGENT,
        "lossbook-delivery": message.deliveryId,
        "lossbook-signature": signatureOf(message.body, secrets, now),
      };
      return answerOf(await send(place, headers, message.body), now);
    },
  };
}

function answerOf(sent: Sent, now: Date): HookAnswer {
  if (sent.kind === "silent") return failed(sent.why, { words: sent.words });
  const { status, words, retryAfter } = sent;
  if (status >= 200 && status < 300) return { kind: "taken", status };
  const askedMs = retryAfter === null ? null : delayOf(retryAfter, now);
  const trouble = status === 410 ? "gone" : status >= 300 && status < 400 ? "redirect" : "status";
  return failed(trouble, { status, words, askedMs });
}

function failed(
  trouble: HookTrouble,
  said: { status?: number; words?: string; askedMs?: number | null } = {},
): HookAnswer {
  const { status = null, words = "", askedMs = null } = said;
  return { kind: "failed", trouble, status, words, askedMs };
}
