import type { Day } from "../dates.ts";
import type { DeliveryState, Drift, Trouble } from "./delivery.ts";

/** The ways out of a delivery's trouble, for a person to choose from. */
export type Resolution =
  | { way: "again" }
  /** Under another number: the old one is taken, or what stood under it is gone. */
  | { way: "new-number" }
  /** On a day that is open there; our own date stays, and the difference is kept. */
  | { way: "on-day"; day: Day }
  /** A person has booked it there, or will. */
  | { way: "by-hand"; note: string }
  /** Put right there meanwhile, somebody says: the book is asked. */
  | { way: "look-again" }
  /** What somebody did to it there is right. */
  | { way: "accept"; note: string };

export type Way = Resolution["way"];

type Standing = { state: DeliveryState; trouble: Trouble | null; drift: Drift | null };

/** What is offered today: nothing is booked on a day to come, so a lock through today leaves no day. */
export function waysToday(
  delivery: Standing,
  { today, lockDate }: { today: Day; lockDate: Day | null },
): Way[] {
  const isShut = lockDate !== null && lockDate >= today;
  return waysOutOf(delivery).filter((way) => !(isShut && way === "on-day"));
}

/** What can be done about it, best first; nothing where nothing is wrong. */
export function waysOutOf(delivery: Standing): Way[] {
  const { state, trouble, drift } = delivery;
  if (state === "confirmed") {
    if (drift === null) return [];
    const isGone = drift === "deleted" || drift === "voided";
    return isGone ? ["new-number", "look-again", "accept"] : ["look-again", "accept"];
  }
  switch (state === "rejected" ? trouble : null) {
    case "period-closed":
      return ["on-day", "again", "by-hand"];
    case "duplicate":
      return ["new-number", "again", "by-hand"];
    case "mapping":
    case "invalid":
    case "auth":
      return ["again", "by-hand"];
    case null:
      return [];
  }
}
