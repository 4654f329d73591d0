import { DEFAULT_REASONS } from "../reason/default-reasons.ts";
import type { Reason } from "../reason/reason.ts";

/** "lbr_" and 32 bytes of chance: what cannot be a token costs the database nothing. */
const SHAPE = /^lbr_[A-Za-z0-9_-]{43}$/;

export const LINK_SECRET_BYTES = 32;

export function linkTokenOf(chance: Uint8Array): string {
  return `lbr_${Buffer.from(chance).toString("base64url")}`;
}

export function isLinkToken(text: string): boolean {
  return SHAPE.test(text);
}

/** What outsiders may say was the matter: our own words, and none that asks for what they cannot give. */
export function reportReasons(reasons: Reason[]): Reason[] {
  const ours = new Set<string>(DEFAULT_REASONS.map(({ id }) => id));
  return reasons.filter(
    (reason) =>
      ours.has(reason.id) && !reason.archived && !reason.needsEvidence && reason.kinds.includes("off"),
  );
}
