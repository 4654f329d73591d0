import "@shopify/ui-extensions/preact";
import { render } from "preact";
import { useState } from "preact/hooks";
import { goodsQuery } from "../../shared/src/goods-query.ts";
import { NotLoaded } from "../../shared/src/not-loaded.tsx";
import { t } from "../../shared/src/text.ts";
import { useLoaded } from "../../shared/src/use-loaded.ts";
import { BlockBody } from "./block-body.tsx";
import { Flag } from "./flag.tsx";
import { Losses, summaryOf } from "./losses.tsx";
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
    <s-admin-block heading={t("name")} collapsedSummary={block ? summaryOf(block.lost) : ""}>
      <NotLoaded loaded={loaded} onAgain={again} />
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
