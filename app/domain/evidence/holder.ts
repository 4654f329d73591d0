import { barElsewhere, barOf, type Standing } from "../approval/role.ts";
import type { Problem } from "../problem.ts";

/** What a photo hangs on, as far as it matters to who may add one or take one away. */
export type Holder = {
  /** A form may be somebody's; a document, and a request that is over, are decided. */
  stage: "nothing" | "form" | "waiting" | "decided";
  /** Who fills it in, asked for it or submitted it. */
  by: string | null;
  /** Where its goods are, or were. */
  locations: { id: string; name: string }[];
};

type Somebody = Standing & { userId: string; locations: readonly string[] };

/**
 * One's own, always; what others asked for, where one works; what is decided, by who approves as well: a
 * photo that comes after that is told as one that came later.
 */
export function barToAdd(person: Somebody | null, holder: Holder): Problem | null {
  const bar = barOf(person, "evidence") ?? barOf(person, "request");
  if (!person || bar) return bar ?? { code: "may-not-write-off" };
  if (holder.stage === "nothing" || holder.by === person.userId) return null;
  if (holder.stage === "form") return { code: "not-found", at: ["ownerId"] };
  return (
    barElsewhere(person, holder.locations) ?? (holder.stage === "decided" ? barOf(person, "approve") : null)
  );
}

/** One's own photo as long as nothing was decided about it; everything else by who approves there. */
export function barToWithdraw(
  person: Somebody | null,
  holder: Holder,
  addedBy: string | null,
): Problem | null {
  const bar = barOf(person, "evidence") ?? barOf(person, "request");
  if (!person || bar) return bar ?? { code: "may-not-write-off" };
  if (addedBy === person.userId && holder.stage !== "decided") return null;
  if (holder.stage === "form" && holder.by !== person.userId) return { code: "not-found" };
  return barElsewhere(person, holder.locations) ?? barOf(person, "approve");
}

/** Of what hangs there, what this person may take away. */
export function withdrawableOf(
  person: Somebody | null,
  holder: Holder,
  evidence: { id: string; addedBy: { id: string } | null }[],
): string[] {
  return evidence
    .filter(({ addedBy }) => barToWithdraw(person, holder, addedBy?.id ?? null) === null)
    .map(({ id }) => id);
}
