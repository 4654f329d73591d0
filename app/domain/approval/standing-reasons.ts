import { isAllowed, isPlacedAt, type Role } from "./role.ts";
import type { SecondReason } from "./rule.ts";

type Asking = {
  role: Role | null;
  accountOwner: boolean;
  mayWriteOff: boolean;
  locations: readonly string[];
};

/** What a person's own standing makes a request, whatever the document is worth. */
export function standingReasons(
  person: Asking,
  plan: { lines: { locationId: string; locationName: string }[] },
): SecondReason[] {
  const reasons: SecondReason[] = [];
  if (!person.mayWriteOff) reasons.push({ code: "shopify-bars", facts: {} });
  else if (!isAllowed(person, "write-off"))
    reasons.push({ code: "not-your-role", facts: { role: person.role } });
  const away = plan.lines.find((line) => !isPlacedAt(person, line.locationId));
  if (away) reasons.push({ code: "elsewhere", facts: { locationName: away.locationName } });
  return reasons;
}
