export const HOOK_EVENTS = ["entry.made", "document.done", "document.reversed"] as const;
export type HookEvent = (typeof HOOK_EVENTS)[number];

/** Why a delivery was not taken, as far as we can tell. */
export const HOOK_TROUBLES = [
  "status",
  "redirect",
  "gone",
  "timeout",
  "unreachable",
  "unknown-host",
  "private-address",
  "certificate",
  "no-secret",
] as const;
export type HookTrouble = (typeof HOOK_TROUBLES)[number];

export type HookDeliveryState = "waiting" | "done" | "parked" | "dropped";

/**
 * What is sent: the record is the feed's own text, so that whoever reads both reads one shape. The id is the
 * delivery's and stays the same however often it is sent.
 */
export function hookBodyOf(told: {
  id: string;
  event: HookEvent;
  shop: string;
  queuedAt: string;
  record: string;
}): string {
  const { record, ...head } = told;
  const name = told.event === "entry.made" ? "entry" : "document";
  return `${JSON.stringify(head).slice(0, -1)},"${name}":${record}}`;
}
