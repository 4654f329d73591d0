import "@shopify/ui-extensions/preact";
import { render } from "preact";
import { useState } from "preact/hooks";
import { goodsQuery } from "../../shared/src/goods-query.ts";
import { ProblemBanner } from "../../shared/src/problem-banner.tsx";
import { many, t } from "../../shared/src/text.ts";
import { useLoaded } from "../../shared/src/use-loaded.ts";
import { Waiting } from "../../shared/src/waiting.tsx";
import { BlockBody } from "./block-body.tsx";
import { Flag } from "./flag.tsx";
import { Losses } from "./losses.tsx";
import { useFreshWhileActing } from "./use-fresh-while-acting.ts";
import type { Block } from "./wire.ts";

export default () => {
  render(<LossBlock />, document.body);
};

function LossBlock() {
  const { loaded, again, refresh } = useLoaded<Block>(`/api/product-block?${goodsQuery()}`);
  const [isFlagging, setFlagging] = useState(false);
  const watch = useFreshWhileActing(refresh);
  const block = loaded.at === "ready" ? loaded.value : null;

  const openAction = () => {
    watch();
    shopify.navigation.navigate("extension://write-off-action");
  };

  return (
    <s-admin-block heading={t("name")} collapsedSummary={block ? summaryOf(block) : ""}>
      {loaded.at === "loading" && <Waiting slow={loaded.slow} />}
      {loaded.at === "lost" && (
        <s-banner heading={t("load.lostHeading")} tone="warning">
          <s-stack direction="block" gap="small-200">
            <s-text>{t("load.lost")}</s-text>
            <s-button onClick={again}>{t("again")}</s-button>
          </s-stack>
        </s-banner>
      )}
      {loaded.at === "refused" && (
        <s-stack direction="block" gap="small-200">
          <ProblemBanner heading={t("load.refusedHeading")} problems={loaded.problems} />
          <s-stack direction="inline">
            <s-button onClick={again}>{t("again")}</s-button>
          </s-stack>
        </s-stack>
      )}
      {block && (
        <BlockBody block={block} onWriteOff={openAction} onFlag={() => setFlagging(!isFlagging)}>
          {isFlagging && (
            <Flag
              onClose={() => {
                setFlagging(false);
                void refresh();
              }}
            />
          )}
          <Losses block={block} />
        </BlockBody>
      )}
    </s-admin-block>
  );
}

/** Beside the heading while the block is folded. */
function summaryOf({ lost }: Block): string {
  return lost.units === 0
    ? t("lost.none", { days: lost.days })
    : many("lost.units", lost.units, { days: lost.days });
}
