import { useFormat } from "./use-format.ts";

/** A day is a day of the shop: it has no clock and no zone to be shifted by. */
export function CalendarDay({ day }: { day: string }) {
  const format = useFormat("UTC");
  return (
    <time dateTime={day} suppressHydrationWarning>
      {format.day(day)}
    </time>
  );
}
