export const DOCUMENT_KINDS = ["off", "down", "up", "found"] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** A reversal is a document of the opposite kind. */
export function oppositeOf(kind: DocumentKind): DocumentKind {
  const opposites = { off: "found", found: "off", down: "up", up: "down" } as const;
  return opposites[kind];
}

/** How the shelf count moves: units leave, come back, or stay while only value falls or returns. */
export function directionOf(kind: DocumentKind): -1 | 0 | 1 {
  const directions = { off: -1, found: 1, down: 0, up: 0 } as const;
  return directions[kind];
}

export type DocumentState = "working" | "done" | "partly-done" | "refused";
export type Fate = "working" | "applied" | "refused" | "unknown";

/** The state of a document is nothing but the fates of its lines. */
export function stateOf(fates: Fate[]): DocumentState {
  if (fates.some((fate) => fate === "working" || fate === "unknown")) return "working";
  if (fates.every((fate) => fate === "applied")) return "done";
  return fates.every((fate) => fate === "refused") ? "refused" : "partly-done";
}
