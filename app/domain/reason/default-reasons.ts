import type { Reason } from "./reason.ts";

const loss = {
  shrink: true,
  needsNote: false,
  needsEvidence: false,
  kinds: ["off"],
  archived: false,
} as const;

/** The list every shop starts with; labels come from the locale file and may be renamed by the shop. */
export const DEFAULT_REASONS: readonly Omit<Reason, "label">[] = [
  reason("damaged", "damage", "shrinkage-damage", "damaged"),
  reason("deteriorated", "damage", "shrinkage-damage", "damaged"),
  reason("expired", "damage", "shrinkage-expired", "other"),
  reason("lost", "theft", "shrinkage-lost", "shrinkage"),
  reason("stolen", "theft", "shrinkage-theft", "shrinkage"),
  reason("obsolete", "obsolescence", "shrinkage-obsolete", "other"),
  reason("opened", "damage", "shrinkage-damage", "damaged"),
  reason("supplier-error", "damage", "supplier-claim-loss", "quality_control"),
  reason("production-error", "damage", "production-loss", "damaged"),
  reason("prohibited", "obsolescence", "shrinkage-obsolete", "other"),
  { ...reason("internal-use", "record", "internal-use-expense", "other"), shrink: false, materialRole: null },
  {
    ...reason("record-error", "record", "record-adjustment", "correction"),
    shrink: false,
    materialRole: null,
  },
  reason("count-difference", "theft", "shrinkage-estimate", "cycle_count_available"),
  { ...reason("overstock", "obsolescence", "inventory-write-down", "other"), kinds: ["down"] },
  { ...reason("other", "damage", "loss-other", "other"), needsNote: true },
];

function reason(
  id: string,
  family: Reason["family"],
  debitRole: Reason["debitRole"],
  shopifyReason: Reason["shopifyReason"],
): Omit<Reason, "label"> {
  return {
    ...loss,
    kinds: [...loss.kinds],
    id,
    family,
    debitRole,
    materialRole: "inventory-write-down",
    shopifyReason,
  };
}
