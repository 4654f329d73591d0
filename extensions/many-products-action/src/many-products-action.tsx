import "@shopify/ui-extensions/preact";
import { render } from "preact";
import { Explained } from "../../shared/src/explained.tsx";
import { Opened } from "../../shared/src/opened.tsx";
import { many, t } from "../../shared/src/text.ts";
import { DraftForm } from "./draft-form.tsx";
import type { Choices } from "./wire.ts";

export default () => {
  render(<ManyProductsAction />, document.body);
};

function ManyProductsAction() {
  return (
    <Opened<Choices> path="/api/drafts/choices">
      {(choices, lastLocationId) => <Ready choices={choices} lastLocationId={lastLocationId} />}
    </Opened>
  );
}

function Ready({ choices, lastLocationId }: { choices: Choices; lastLocationId: string | undefined }) {
  const productIds = shopify.data.selected.map(({ id }) => id);
  const { linesMax, locations } = choices;
  if (productIds.length > linesMax) {
    const text = many("tooMany.text", productIds.length, { most: linesMax });
    return <Explained heading={t("tooMany.heading")} text={text} />;
  }
  if (productIds.length === 0) return <Explained heading={t("none.heading")} text={t("none.text")} />;
  if (locations.length === 0) return <Explained heading={t("nowhere.heading")} text={t("nowhere.text")} />;
  return <DraftForm choices={choices} productIds={productIds} lastLocationId={lastLocationId} />;
}
