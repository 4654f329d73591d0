/** What the list can show beside the number, in the order it is shown. */
export const COLUMNS = [
  "state",
  "eventDate",
  "createdAt",
  "items",
  "location",
  "reason",
  "family",
  "person",
  "vendor",
  "type",
  "incident",
  "units",
  "value",
] as const;
export type Column = (typeof COLUMNS)[number];

export const USUAL_COLUMNS: readonly Column[] = [
  "state",
  "eventDate",
  "items",
  "location",
  "reason",
  "person",
  "units",
  "value",
];

/** What was chosen, in the list's own order; words of another version are passed over. */
export function columnsOf(chosen: readonly string[] | null): Column[] {
  const wanted = chosen ?? USUAL_COLUMNS;
  return COLUMNS.filter((column) => wanted.includes(column));
}
