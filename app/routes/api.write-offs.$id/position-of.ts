/** A line's place as an address writes it: digits, and one spelling for each number. */
export function positionOf(text: string | undefined): number | undefined {
  return text !== undefined && /^(0|[1-9][0-9]{0,2})$/.test(text) ? Number(text) : undefined;
}
