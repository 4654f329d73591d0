import { limits } from "../limits.ts";

/** What came through the scan box: from a scanner, a camera or somebody's fingers. */
export type ScanText =
  | { kind: "nothing" }
  /** The next scan counts as so many. */
  | { kind: "quantity"; quantity: number }
  /** A short number may be a quantity for the next scan, or somebody's SKU. */
  | { kind: "number"; quantity: number; code: string }
  | { kind: "code"; code: string; quantity: number | null };

const TIMES = /^([0-9]{1,7})\s*[*x×]\s*(.*)$/iu;
const SHORT_NUMBER = /^[1-9][0-9]{0,3}$/;

export function parseScanText(typed: string): ScanText {
  const text = typed.trim().replace(/\s+/g, " ").slice(0, limits.searchLengthMax).trimEnd();
  if (text === "") return { kind: "nothing" };
  const [, times, rest = ""] = TIMES.exec(text) ?? [];
  const quantity = Number(times);
  if (times !== undefined && quantity >= 1 && quantity <= limits.quantityMax)
    return rest === "" ? { kind: "quantity", quantity } : { kind: "code", code: rest, quantity };
  if (SHORT_NUMBER.test(text)) return { kind: "number", quantity: Number(text), code: text };
  return { kind: "code", code: text, quantity: null };
}
