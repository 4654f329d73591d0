import type { WireMoney } from "#app/queries/wire-money.ts";
import { useFormat } from "./use-format.ts";

export function Amount({ money }: { money: WireMoney }) {
  const format = useFormat("UTC");
  return (
    <span className="lossbook-number" suppressHydrationWarning>
      {format.money(money)}
    </span>
  );
}
