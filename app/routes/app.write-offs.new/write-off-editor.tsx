import { useNavigate } from "@remix-run/react";
import { BlockStack, Layout } from "@shopify/polaris";
import { useCallback, useEffect, useMemo, useReducer, useState } from "react";
import { useTranslation } from "react-i18next";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { useDocumentId } from "#app/components/use-document-id.ts";
import { usePreview } from "#app/components/use-preview.ts";
import type { WriteOffForm } from "#app/queries/write-off-form.ts";
import { commandContentOf } from "./command-content.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { changeDraft, emptyDraft } from "./draft.ts";
import { HeaderCard } from "./header-card.tsx";
import { ItemFinder } from "./item-finder.tsx";
import { LinesCard } from "./lines-card.tsx";
import { ProblemsAt } from "./problems-at.ts";
import { SummaryCard } from "./summary-card.tsx";

export function WriteOffEditor({ form }: { form: WriteOffForm }) {
  const { t } = useTranslation("new");
  const navigate = useNavigate();
  const [draft, change] = useReducer(changeDraft, form.shop.today, emptyDraft);
  const [confirming, setConfirming] = useState(false);
  const ids = useDocumentId();
  const content = useMemo(() => commandContentOf(draft, form.shop.today), [draft, form.shop.today]);
  const command = content && { id: ids.idOf(content), ...content };
  const preview = usePreview("/app/write-offs/new/preview", command);
  const act = useAct<{ documentId: string }>(
    useCallback(
      ({ documentId }) => navigate(`/app/write-offs/${documentId}`, { state: { fresh: true } }),
      [navigate],
    ),
  );
  const refusal = act.refusalOf(command);
  const problems = new ProblemsAt(preview.refusal?.problems ?? []);
  const ready = preview.plan !== null;

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && ready) setConfirming(true);
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [ready]);

  function send() {
    if (!content || !command) return;
    ids.keep(content);
    act.send("/app/write-offs/new", command);
  }

  return (
    <Layout>
      <Layout.Section>
        <BlockStack gap="400">
          {refusal && !confirming ? <RefusalBanner refusal={refusal} title={t("refused")} /> : null}
          <ItemFinder onFound={(variant) => change({ kind: "add", variant })} />
          <LinesCard draft={draft} form={form} plan={preview.plan} problems={problems} change={change} />
        </BlockStack>
      </Layout.Section>
      <Layout.Section variant="oneThird">
        <BlockStack gap="400">
          <HeaderCard draft={draft} form={form} problems={problems} change={change} />
          <SummaryCard
            draft={draft}
            preview={preview}
            problems={problems}
            onWriteOff={() => setConfirming(true)}
          />
        </BlockStack>
      </Layout.Section>
      <ConfirmDialog
        open={confirming}
        plan={preview.plan}
        busy={act.busy}
        refusal={refusal}
        onConfirm={send}
        onClose={() => setConfirming(false)}
      />
    </Layout>
  );
}
