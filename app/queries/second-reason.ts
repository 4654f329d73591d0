import { isOfMoney, type SecondCode, type SecondReason, withoutMoney } from "#app/domain/approval/rule.ts";
import { isSignal } from "#app/domain/signal/signal.ts";
import { toWireMoney, type WireMoney } from "./wire-money.ts";

/** Why a second person is needed, for a screen: amounts as money, and none for who may not see cost. */
export type SecondView = {
  code: SecondCode;
  span: "document" | "person-day" | "item-day" | null;
  most: WireMoney | number | null;
  found: WireMoney | number | null;
  reasonLabel: string | null;
  locationName: string | null;
  personName: string | null;
  item: string | null;
  label: string | null;
  /** What was noticed, and by what it was measured; null for all other reasons. */
  signal: Record<string, WireMoney | string | number | null> | null;
};

export function toSecondViews(reasons: SecondReason[], seesCost: boolean): SecondView[] {
  return reasons.map((reason) => toSecondView(seesCost ? reason : withoutMoney(reason), seesCost));
}

function toSecondView({ code, facts }: SecondReason, seesCost: boolean): SecondView {
  const text = (name: string) => (typeof facts[name] === "string" ? (facts[name] as string) : null);
  const currency = text("currency");
  const amount = (name: string) => {
    const value = text(name);
    if (value === null) return null;
    if (!isOfMoney(code)) return Number(value);
    return seesCost && currency ? toWireMoney(value, currency) : null;
  };
  return {
    code,
    span: text("span") as SecondView["span"],
    most: amount("most"),
    found: amount("found"),
    reasonLabel: text("reasonLabel"),
    locationName: text("locationName"),
    personName: text("personName"),
    item: text("item"),
    label: text("label"),
    signal: isSignal({ code }) ? { ...facts, ...(isOfMoney(code) && { usual: amount("usual") }) } : null,
  };
}
