import { isAllowed, isPlacedAt, type Right, type Role } from "../approval/role.ts";
import type { NewsKind, SubjectKind } from "./news-kind.ts";

/** An event of the trail, with what is known of its subject when it is told. */
export type SealedEvent = {
  kind: string;
  subjectId: string;
  personId: string | null;
  document: {
    state: "working" | "done" | "partly-done" | "refused";
    undoes: boolean;
    submittedBy: string;
    approvedBy: string | null;
    locations: string[];
    /** Another event of its parts comes later: that one tells how it ended. */
    isFollowed: boolean;
  } | null;
  request: { state: string; kind: string; requester: string; locations: string[]; isUnusual: boolean } | null;
  flaggedAt: string | null;
};

export type Reader = {
  userId: string;
  role: Role | null;
  accountOwner: boolean;
  mayWriteOff: boolean;
  locations: readonly string[];
  /** As Shopify last said; in doubt not. */
  seesCost: boolean;
};

/** What is told to whom. A right counts at the places named; none named: anywhere. */
export type Telling = {
  kind: NewsKind;
  subjectKind: SubjectKind;
  /** These, whatever they may do. */
  to: readonly string[];
  /** Beside them, whoever has all of these rights; empty: nobody else. */
  rights: readonly Right[];
  /** `all`: a person needs their right at every place of it. */
  at: { locations: readonly string[]; all: boolean };
  except: readonly (string | null)[];
};

const nowhere = { locations: [], all: false };

/** Null: nobody needs to be told. */
export function tellingOf(event: SealedEvent): Telling | null {
  switch (event.kind) {
    case "request-made":
    case "request-changed":
    case "request-reminded":
      return waitingOf(event);
    case "request-approved":
      return answerOf(event, "approved");
    case "request-sent-back":
      return answerOf(event, "sent-back");
    case "request-rejected":
      return answerOf(event, "rejected");
    case "adjustment-applied":
    case "adjustment-refused":
      return endOf(event);
    case "adjustment-unknown":
      return unknownOf(event);
    case "line-flagged":
      return flaggedOf(event);
    case "delivery-rejected":
    case "delivery-drifted":
      return failureOf("delivery");
    case "book-signed-out":
      return failureOf("book");
    default:
      return null;
  }
}

/** Who acted knows already; who only asked is told what became of it. */
export function isTold(reader: Reader, telling: Telling): boolean {
  if (telling.except.includes(reader.userId)) return false;
  if (telling.to.includes(reader.userId)) return true;
  const { rights, at } = telling;
  if (rights.length === 0 || !rights.every((right) => isAllowed(reader, right))) return false;
  if (rights.includes("keep-books") && !reader.accountOwner && !reader.seesCost) return false;
  const here = (locationId: string) => isPlacedAt(reader, locationId);
  return at.locations.length === 0 || (at.all ? at.locations.every(here) : at.locations.some(here));
}

/** To those who may decide it; a request that was decided meanwhile waits for nobody. */
function waitingOf({ request }: SealedEvent): Telling | null {
  if (request?.state !== "waiting") return null;
  const { kind, requester, locations, isUnusual } = request;
  const rights: Right[] = ["approve"];
  if (kind === "reversal") rights.push("reverse");
  if (isUnusual) rights.push("approve-flagged");
  return {
    ...{ kind: isUnusual ? "unusual" : "waiting", subjectKind: "request", to: [], except: [requester] },
    ...{ rights, at: { locations, all: true } },
  };
}

function answerOf(event: SealedEvent, kind: "approved" | "sent-back" | "rejected"): Telling | null {
  if (!event.request) return null;
  const to = [event.request.requester];
  return { kind, subjectKind: "request", to, rights: [], at: nowhere, except: [event.personId] };
}

/** Told once, by the last of its parts. */
function endOf({ document }: SealedEvent): Telling | null {
  if (!document || document.state === "working" || document.isFollowed) return null;
  const { state, undoes, submittedBy, approvedBy, locations } = document;
  const at = { locations, all: false };
  const told = { subjectKind: "document", at } as const;
  if (state === "done") {
    const except = [submittedBy, approvedBy];
    return { ...told, kind: undoes ? "undone" : "done", to: [], rights: ["request"], except };
  }
  return { ...told, kind: "refused", to: [submittedBy], rights: ["write-off"], except: [] };
}

function unknownOf({ document }: SealedEvent): Telling | null {
  if (!document) return null;
  const { submittedBy, locations } = document;
  const at = { locations, all: false };
  return {
    ...{ kind: "unknown", subjectKind: "document", to: [submittedBy], rights: ["write-off"], at, except: [] },
  };
}

function flaggedOf({ flaggedAt, personId }: SealedEvent): Telling | null {
  if (!flaggedAt) return null;
  const at = { locations: [flaggedAt], all: false };
  return { kind: "flagged", subjectKind: "flag", to: [], rights: ["write-off"], at, except: [personId] };
}

/** The books belong to those who keep them and see cost, wherever they stand. */
function failureOf(subjectKind: "delivery" | "book"): Telling {
  return { kind: "delivery-failed", subjectKind, to: [], rights: ["keep-books"], at: nowhere, except: [] };
}
