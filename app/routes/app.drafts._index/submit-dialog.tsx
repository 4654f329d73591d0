import { BlockStack, List, Modal, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { OneByOneCard } from "#app/components/one-by-one-card.tsx";
import { useOneByOne, type Wanted } from "#app/components/use-one-by-one.ts";
import type { BegunDraft } from "#app/queries/own-draft.ts";
import { useDraftName } from "./draft-row.tsx";

type Props = { rows: BegunDraft[]; onClose(): void };

/** Each becomes a document of its own, or a request, as if it had been sent from its page. */
export function SubmitDialog({ rows: chosen, onClose }: Props) {
  const { t } = useTranslation("bulk");
  const nameOf = useDraftName();
  const work = useOneByOne();
  const [rows] = useState(chosen);
  const wanted = rows.map(
    (draft): Wanted => ({
      ...{ id: draft.id, name: nameOf(draft), url: `/app/write-offs/new?draft=${draft.id}` },
      path: `/app/drafts/${draft.id}/submission`,
      command: { revision: draft.revision },
    }),
  );
  const isOver = work.state === "over";
  return (
    <Dialog
      open
      title={t("submit.title")}
      confirm={isOver ? t("close") : t("submit.confirm", { count: rows.length })}
      busy={work.state === "working"}
      onConfirm={() => (isOver ? onClose() : work.run(wanted))}
      onClose={() => (work.state === "working" ? work.stop() : onClose())}
    >
      <Modal.Section>
        {work.state === "asking" ? (
          <BlockStack gap="300">
            <Text as="p">{t("submit.body", { count: rows.length })}</Text>
            <div className="lossbook-scroll">
              <List>
                {rows.map((draft) => (
                  <List.Item key={draft.id}>{nameOf(draft)}</List.Item>
                ))}
              </List>
            </div>
            <Text as="p" tone="subdued">
              {t("submit.asked")}
            </Text>
          </BlockStack>
        ) : (
          <OneByOneCard work={work} count={rows.length} />
        )}
      </Modal.Section>
    </Dialog>
  );
}
