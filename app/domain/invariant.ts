export class BrokenInvariant extends Error {
  override readonly name = "BrokenInvariant";
}

/** An impossible state is a bug: it fails loudly instead of becoming a number in a ledger. */
export function invariant(condition: unknown, claim: string): asserts condition {
  if (!condition) throw new BrokenInvariant(`Invariant broken: ${claim}`);
}

export function unreachable(value: never): never {
  throw new BrokenInvariant(`Unhandled case: ${JSON.stringify(value)}`);
}
