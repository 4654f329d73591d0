export const REQUEST_STATES = ["waiting", "sent-back", "approved", "rejected", "withdrawn"] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** How requests are looked through: by who has the next word. */
export const REQUEST_TABS = ["waiting", "mine", "decided"] as const;
export type RequestTab = (typeof REQUEST_TABS)[number];

export const VERBS = ["approve", "send-back", "reject", "withdraw"] as const;
export type Verb = (typeof VERBS)[number];

export function isOpen(state: RequestState): boolean {
  return state === "waiting" || state === "sent-back";
}

/** Whoever came by a link is that link: no person can be it, and so none is kept from deciding. */
export function requesterOfLink(linkId: string): string {
  return `link:${linkId}`;
}
