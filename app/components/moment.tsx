import { useFormat } from "./use-format.ts";

/** An instant in the shop's zone. Server and browser may ship different spelling rules; neither is wrong. */
export function Moment({ at, timeZone }: { at: string; timeZone: string }) {
  const format = useFormat(timeZone);
  return (
    <time dateTime={at} suppressHydrationWarning>
      {format.instant(at)}
    </time>
  );
}
