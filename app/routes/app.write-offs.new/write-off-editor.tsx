import { BlockStack, Layout } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOwnForm } from "#app/components/use-own-form.ts";
import type { FormPage } from "#app/queries/form-page.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { HeaderCard } from "./header-card.tsx";
import { ItemFinder } from "./item-finder.tsx";
import { KeptLine } from "./kept-line.tsx";
import { LinesCard } from "./lines-card.tsx";
import { PhotosCard } from "./photos-card.tsx";
import { SentBanner } from "./sent-banner.tsx";
import { SummaryCard, type SummaryProps } from "./summary-card.tsx";
import { SummaryFoot } from "./summary-foot.tsx";
import { useKeep } from "./use-keep.ts";
import { useWriteOff } from "./use-write-off.ts";

export function WriteOffEditor({ id, page }: { id: string; page: FormPage }) {
  const { t } = useTranslation("new");
  const { incidents, mayWriteOff } = page;
  const form = useOwnForm(page.form);
  const at = useWriteOff(id, { ...page, form }, page.asked);
  const { draft, change, preview, problems } = at;
  const [confirming, setConfirming] = useState(false);
  const keep = useKeep(at, () => setConfirming(false));
  const begins = preview.plan !== null;
  const asks = !mayWriteOff || page.asked !== null;
  const summary: SummaryProps = {
    ...{ draft, preview, asks },
    questions: at.questions.length,
    onWriteOff: () => setConfirming(true),
  };

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && begins) setConfirming(true);
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [begins]);

  return (
    <>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {at.refusal && !confirming ? (
              <SentBanner refusal={at.refusal} id={at.id} title={t("refused")} />
            ) : null}
            {keep.refusal ? (
              <SentBanner refusal={keep.refusal} id={at.id} title={t("salvage.refused")} />
            ) : null}
            <ItemFinder onFound={(variant) => change({ kind: "add", variant })} />
            <LinesCard draft={draft} form={form} plan={preview.plan} problems={problems} change={change} />
            {page.mayAddEvidence && draft.lines.length > 0 ? <PhotosCard page={page} at={at} /> : null}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <HeaderCard draft={draft} form={form} incidents={incidents} problems={problems} change={change} />
            <SummaryCard {...summary} problems={problems} />
            {page.asked === null ? (
              <div className="lossbook-beside-cards">
                <KeptLine autosave={at.autosave} id={at.id} />
              </div>
            ) : null}
          </BlockStack>
        </Layout.Section>
        <ConfirmDialog
          at={at}
          asks={asks}
          open={confirming}
          keep={keep}
          onClose={() => setConfirming(false)}
        />
      </Layout>
      <SummaryFoot {...summary} />
    </>
  );
}
