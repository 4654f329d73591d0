import type { ApprovalRule } from "../approval/rule.ts";
import { hourIn } from "../dates.ts";
import type { Past, Signal } from "./signal.ts";
import type { Watch } from "./watch.ts";

type Seen = {
  currency: string;
  timeZone: string;
  worthMinor: bigint | null;
  lines: SeenLine[];
};

type SeenLine = {
  itemId: string;
  title: string;
  variantTitle: string;
  locationId: string;
  locationName: string;
  family: string;
  quantity: number;
};

/** Everything unusual about a write-off, each by what the shop itself calls usual. Nothing here refuses. */
export function signalsOf(
  seen: Seen,
  past: Past,
  by: { watch: Watch; rules: ApprovalRule[]; now: Date },
): Signal[] {
  return [
    ...byValue(seen, past, by.watch),
    ...byPerson(past, by.watch),
    ...byItem(seen, past, by.watch),
    ...justBelow(seen, by.rules, by.watch),
    ...atHours(seen, by.watch, by.now),
    ...bySmallDifferences(seen, past, by.watch),
  ];
}

function byValue({ worthMinor, currency }: Seen, { usualMinor }: Past, { times }: Watch): Signal[] {
  if (worthMinor === null || usualMinor === null || usualMinor === 0n) return [];
  if (worthMinor <= usualMinor * BigInt(times)) return [];
  const facts = { found: String(worthMinor), usual: String(usualMinor), currency, times };
  return [{ code: "signal-value", facts }];
}

function byPerson({ today, usualDay, ownMinor, othersMinor }: Past, { times }: Watch): Signal[] {
  const signals: Signal[] = [];
  if (usualDay !== null && today + 1 > Math.max(usualDay, 1) * times)
    signals.push({ code: "signal-often", facts: { today: today + 1, usual: usualDay, times } });
  if (othersMinor !== null && othersMinor > 0n && ownMinor > othersMinor * BigInt(times))
    signals.push({ code: "signal-person", facts: { times } });
  return signals;
}

function byItem({ lines }: Seen, { items }: Past, { againTimes }: Watch): Signal[] {
  return items.flatMap(({ itemId, locationId, times, undone }): Signal[] => {
    const line = lines.find((one) => one.itemId === itemId && one.locationId === locationId);
    if (!line) return [];
    const item = line.variantTitle ? `${line.title} – ${line.variantTitle}` : line.title;
    const facts = { item, location: line.locationName };
    if (undone > 0) return [{ code: "signal-returned", facts: { ...facts, undone } }];
    return times + 1 >= againTimes ? [{ code: "signal-again", facts: { ...facts, times: times + 1 } }] : [];
  });
}

/** Who knows a limit and stays a little below it. */
function justBelow({ worthMinor, currency }: Seen, rules: ApprovalRule[], watch: Watch): Signal[] {
  const limits = rules.flatMap(({ act, measure, most, ...rule }) =>
    act === "write-off" && measure === "value" && rule.currency === currency && most ? [most] : [],
  );
  if (worthMinor === null) return [];
  const near = limits.find(
    (most) => worthMinor <= most && worthMinor * 100n > most * BigInt(100 - watch.belowPercent),
  );
  if (near === undefined) return [];
  return [{ code: "signal-below", facts: { found: String(worthMinor), most: String(near), currency } }];
}

function atHours({ timeZone }: Seen, { opensAt, closesAt }: Watch, now: Date): Signal[] {
  if (opensAt === null || closesAt === null || opensAt === closesAt) return [];
  const hour = hourIn(timeZone, now);
  const isNight = closesAt < opensAt;
  const isOpen = isNight ? hour >= opensAt || hour < closesAt : hour >= opensAt && hour < closesAt;
  return isOpen ? [] : [{ code: "signal-hours", facts: { hour, opensAt, closesAt } }];
}

/** Forty-seven instead of fifty, on hundreds of items: each is nothing, and together they are a thief. */
function bySmallDifferences({ lines }: Seen, past: Past, watch: Watch): Signal[] {
  const isSmall = ({ quantity, family }: SeenLine) =>
    quantity <= watch.smallUnits && (family === "record" || family === "theft");
  const places = new Map(lines.filter(isSmall).map((line) => [line.locationId, line.locationName]));
  return past.small.flatMap(({ locationId, items, units }): Signal[] => {
    const location = places.get(locationId);
    if (location === undefined || items < watch.smallItems) return [];
    return [{ code: "signal-small", facts: { location, items, units } }];
  });
}
