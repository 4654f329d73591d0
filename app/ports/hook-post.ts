import type { HookTrouble } from "#app/domain/hook/event.ts";
import type { ProblemCode } from "#app/domain/problem.ts";

export type SealedSecret = { keyId: string; secret: Uint8Array };

export type HookMessage = {
  hookId: string;
  url: string;
  /** The same each time it is sent, so that a receiver knows what it has. */
  deliveryId: string;
  body: string;
  /** The current one first; for a while after a change the former one signs too. */
  secrets: SealedSecret[];
};

export type HookAnswer =
  | { kind: "taken"; status: number }
  | {
      kind: "failed";
      trouble: HookTrouble;
      status: number | null;
      /** The beginning of what was said; what a stranger says is never kept whole. */
      words: string;
      /** How long the receiver wants to be left alone, if it said so. */
      askedMs: number | null;
    };

/** One shop's way to the addresses that wish to be told. */
export interface HookPost {
  /** Told once, kept sealed. */
  newSecret(hookId: string): { secret: string; sealed: SealedSecret };
  /** The same secret under the current key; null where no key of ours opens it. */
  reseal(hookId: string, sealed: SealedSecret): SealedSecret | null;
  /** Why this address may not be called, now; null when it may. */
  refusalOf(url: string): Promise<ProblemCode | null>;
  /** Never throws for what the receiver does. */
  post(message: HookMessage): Promise<HookAnswer>;
}
