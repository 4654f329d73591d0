import type { Problem } from "../problem.ts";
import type { Refusal } from "./judge-answer.ts";

/** Shopify's refusal as one of ours; its own code goes along for those who look closer. */
export function problemOfRefusal(refusal: Refusal | undefined): Problem {
  const facts = { code: refusal?.code ?? "" };
  switch (refusal?.code) {
    case "CHANGE_FROM_QUANTITY_STALE":
      return { code: "stock-keeps-moving", facts };
    case "INVALID_INVENTORY_ITEM":
      return { code: "unknown-item", facts };
    case "INVALID_LOCATION":
      return { code: "unknown-location", facts };
    case "NON_MUTABLE_INVENTORY_ITEM":
      return { code: "bundle-parent", facts };
    case "INVALID_LEDGER_DOCUMENT":
      return { code: "set-aside-by-another", facts };
    case "ACCESS_DENIED":
      return { code: "permission-denied", facts };
    default:
      return { code: "refused-by-shopify", facts };
  }
}
