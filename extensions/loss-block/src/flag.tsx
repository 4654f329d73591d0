import { goodsQuery } from "../../shared/src/goods-query.ts";
import { ProblemBanner } from "../../shared/src/problem-banner.tsx";
import { t } from "../../shared/src/text.ts";
import { useLoaded } from "../../shared/src/use-loaded.ts";
import { Waiting } from "../../shared/src/waiting.tsx";
import type { WriteOffForm } from "../../shared/src/wire.ts";
import { FlagForm } from "./flag-form.tsx";

/** Reads what there is only when somebody wants to flag: the block itself costs Shopify nothing. */
export function Flag({ onClose }: { onClose: () => void }) {
  const { loaded, again } = useLoaded<WriteOffForm>(`/api/write-offs/form?${goodsQuery()}`);
  if (loaded.at === "loading") return <Waiting slow={loaded.slow} />;
  if (loaded.at === "ready") {
    const variants = loaded.value.variants.filter(({ refusal, levels }) => !refusal && levels.length > 0);
    // The list wants no note: whoever makes a document of it writes what its reasons need.
    const reasons = loaded.value.reasons.map((reason) => ({ ...reason, needsNote: false }));
    if (variants.length > 0) {
      return <FlagForm form={{ ...loaded.value, variants, reasons }} onClose={onClose} />;
    }
  }
  return (
    <s-stack direction="block" gap="base">
      {loaded.at === "lost" && (
        <s-banner heading={t("load.lostHeading")} tone="warning">
          {t("load.lost")}
        </s-banner>
      )}
      {loaded.at === "refused" && (
        <ProblemBanner heading={t("load.refusedHeading")} problems={loaded.problems} />
      )}
      {loaded.at === "ready" && (
        <s-banner heading={t("flag.noneHeading")} tone="info">
          {loaded.value.variants[0]?.refusal?.message ?? t("flag.none")}
        </s-banner>
      )}
      <s-stack direction="inline" gap="small-200">
        {loaded.at !== "ready" && <s-button onClick={again}>{t("again")}</s-button>}
        <s-button onClick={onClose}>{t("back")}</s-button>
      </s-stack>
    </s-stack>
  );
}
