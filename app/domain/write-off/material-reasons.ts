type Line = { reason: { id: string }; valueMinor: bigint | null };

/** All lines of a reason count together; lines of unknown value cannot. */
export function materialReasonsOf(lines: Line[], thresholdMinor: bigint | null): Set<string> {
  const losses = new Map<string, bigint>();
  for (const line of lines)
    losses.set(line.reason.id, (losses.get(line.reason.id) ?? 0n) + (line.valueMinor ?? 0n));
  if (thresholdMinor === null) return new Set();
  return new Set([...losses].filter(([, loss]) => loss > thresholdMinor).map(([reason]) => reason));
}
