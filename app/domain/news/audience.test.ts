import { describe, expect, it } from "vitest";
import { isTold, type Reader, type SealedEvent, tellingOf } from "./audience.ts";

const here = "gid://shopify/Location/1";
const there = "gid://shopify/Location/2";
const reader = (parts: Partial<Reader> = {}): Reader => ({
  userId: "max",
  role: "manager",
  accountOwner: false,
  mayWriteOff: true,
  locations: [],
  seesCost: true,
  ...parts,
});
const event = (kind: string, parts: Partial<SealedEvent> = {}): SealedEvent => ({
  ...{ kind, subjectId: "1", personId: "ava", document: null, request: null, flaggedAt: null },
  ...parts,
});
const request = {
  ...{ state: "waiting", kind: "write-off", requester: "ava", locations: [here], isUnusual: false },
};
const document = {
  ...{ state: "done" as const, undoes: false, submittedBy: "ava", approvedBy: null },
  ...{ locations: [here], isFollowed: false },
};

function toldOf(happened: SealedEvent, who: Partial<Reader>): string | null {
  const telling = tellingOf(happened);
  return telling && isTold(reader(who), telling) ? telling.kind : null;
}

describe("a request", () => {
  const made = (parts: Partial<typeof request> = {}) =>
    event("request-made", { request: { ...request, ...parts } });

  it("waits for whoever may approve it at every one of its places, and never for who asked", () => {
    expect(toldOf(made(), {})).toBe("waiting");
    expect(toldOf(made(), { userId: "ava" })).toBeNull();
    expect(toldOf(made(), { role: "assistant" })).toBeNull();
    expect(toldOf(made(), { role: "auditor" })).toBeNull();
    expect(toldOf(made(), { mayWriteOff: false })).toBeNull();
    expect(toldOf(made({ locations: [here, there] }), { locations: [here] })).toBeNull();
    expect(toldOf(made({ locations: [here] }), { locations: [here] })).toBe("waiting");
  });

  it("that stands out waits for senior finance and the owner, under a name of its own", () => {
    for (const role of ["manager", "finance"] as const)
      expect(toldOf(made({ isUnusual: true }), { role })).toBeNull();
    expect(toldOf(made({ isUnusual: true }), { role: "senior-finance" })).toBe("unusual");
    expect(toldOf(made({ isUnusual: true }), { role: "assistant", accountOwner: true })).toBe("unusual");
  });

  it("that was decided meanwhile waits for nobody, whatever the trail says later", () => {
    for (const kind of ["request-made", "request-changed", "request-reminded"])
      expect(tellingOf(event(kind, { request: { ...request, state: "rejected" } }))).toBeNull();
  });

  it("is answered to who asked, who need have no right at all, and to nobody else", () => {
    for (const answer of ["approved", "sent-back", "rejected"]) {
      const happened = event(`request-${answer}`, {
        personId: "max",
        request: { ...request, state: answer },
      });
      expect(toldOf(happened, { userId: "ava", role: "assistant", mayWriteOff: false })).toBe(answer);
      expect(toldOf(happened, { userId: "olivia", accountOwner: true })).toBeNull();
    }
    const own = event("request-rejected", { personId: "ava", request });
    expect(toldOf(own, { userId: "ava" })).toBeNull();
  });
});

describe("a document", () => {
  const ended = (parts: Partial<NonNullable<SealedEvent["document"]>> = {}) =>
    event("adjustment-applied", { document: { ...document, ...parts } });

  it("that is done is told where it was done, but not to who asked, wrote off or approved it", () => {
    expect(toldOf(ended(), { role: "assistant" })).toBe("done");
    expect(toldOf(ended(), { locations: [there] })).toBeNull();
    expect(toldOf(ended(), { userId: "ava" })).toBeNull();
    expect(toldOf(ended({ approvedBy: "max" }), {})).toBeNull();
    expect(toldOf(ended(), { role: "auditor" })).toBeNull();
    expect(toldOf(ended({ undoes: true }), {})).toBe("undone");
  });

  it("is told by its last part alone, and not while it works", () => {
    expect(tellingOf(ended({ isFollowed: true }))).toBeNull();
    expect(tellingOf(ended({ state: "working" }))).toBeNull();
  });

  it("that was not done whole reaches who tried and who can do something about it", () => {
    for (const state of ["refused", "partly-done"] as const) {
      expect(toldOf(ended({ state }), { userId: "ava", role: "assistant" })).toBe("refused");
      expect(toldOf(ended({ state }), { role: "manager" })).toBe("refused");
      expect(toldOf(ended({ state }), { role: "assistant" })).toBeNull();
    }
    expect(toldOf(event("adjustment-unknown", { document }), { role: "manager" })).toBe("unknown");
  });
});

describe("the books", () => {
  it("are the affair of who keeps them and sees cost", () => {
    for (const kind of ["delivery-rejected", "delivery-drifted", "book-signed-out"]) {
      expect(toldOf(event(kind), { role: "finance" })).toBe("delivery-failed");
      expect(toldOf(event(kind), { role: "finance", seesCost: false })).toBeNull();
      expect(toldOf(event(kind), { role: "manager" })).toBeNull();
      expect(toldOf(event(kind), { role: null, accountOwner: true, seesCost: false })).toBe(
        "delivery-failed",
      );
    }
  });
});

it("goods called unsellable are told where they lie, but not to who called them so", () => {
  const flagged = event("line-flagged", { flaggedAt: here });
  expect(toldOf(flagged, { locations: [here] })).toBe("flagged");
  expect(toldOf(flagged, { locations: [there] })).toBeNull();
  expect(toldOf(flagged, { userId: "ava" })).toBeNull();
});

it("all other events are nobody's news", () => {
  for (const kind of ["document-submitted", "reason-changed", "feed-token-made", "plan-changed", "x"])
    expect(tellingOf(event(kind))).toBeNull();
});
