import "@shopify/ui-extensions/preact";
import { render } from "preact";
import { Explained } from "../../shared/src/explained.tsx";
import { goodsQuery } from "../../shared/src/goods-query.ts";
import { Opened } from "../../shared/src/opened.tsx";
import { t } from "../../shared/src/text.ts";
import type { WriteOffForm } from "../../shared/src/wire.ts";
import { WriteOff } from "./write-off.tsx";

export default () => {
  render(<WriteOffAction />, document.body);
};

function WriteOffAction() {
  return (
    <Opened<WriteOffForm> path={`/api/write-offs/form?${goodsQuery()}`}>
      {(form, lastLocationId) => <Ready form={form} lastLocationId={lastLocationId} />}
    </Opened>
  );
}

function Ready({ form, lastLocationId }: { form: WriteOffForm; lastLocationId: string | undefined }) {
  const only = form.variants.length === 1 ? form.variants[0] : undefined;
  if (form.variants.length === 0) return <Explained heading={t("none.heading")} text={t("none.text")} />;
  if (only?.refusal) return <Explained heading={t("none.heading")} text={only.refusal.message} />;
  if (only?.levels.length === 0) {
    return <Explained heading={t("none.heading")} text={t("none.nowhere", { title: only.title })} />;
  }
  return <WriteOff form={form} lastLocationId={lastLocationId} />;
}
