import { BlockStack, ChoiceList, Modal, Text } from "@shopify/polaris";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { v7 } from "uuid";
import { Dialog } from "#app/components/dialog.tsx";
import { OneByOneCard } from "#app/components/one-by-one-card.tsx";
import { useOneByOne, type Wanted } from "#app/components/use-one-by-one.ts";
import { ChosenWords } from "./chosen-words.tsx";
import { useSelected, type Wish } from "./use-selected.ts";

type Props = { wish: Wish; onClose(): void };

/**
 * One reversal after the other, each a document of its own with an id that is kept until it was answered:
 * what was stopped half way, or not answered, can be sent again and nothing comes back twice.
 */
export function ReverseDialog({ wish, onClose }: Props) {
  const { t } = useTranslation("write-offs");
  const answer = useSelected(wish);
  const work = useOneByOne();
  const [cause, setCause] = useState<"mistake" | "found">("mistake");
  const ids = useRef(new Map<string, string>());
  const documents = answer?.ok ? answer.value.documents.filter(({ reversible }) => reversible > 0) : [];
  const units = documents.reduce((sum, { reversible }) => sum + reversible, 0);

  function wantedOf({ id, number }: (typeof documents)[number]): Wanted {
    const own = ids.current.get(id) ?? v7();
    ids.current.set(id, own);
    const where = { url: `/app/write-offs/${id}`, path: `/app/write-offs/${id}/reversal` };
    return { id, name: number, ...where, command: { id: own, cause } };
  }

  function close() {
    work.stop();
    if (work.state !== "working") onClose();
  }

  return (
    <Dialog
      open
      title={t("bulk.reverse.title")}
      confirm={work.state === "over" ? t("bulk.done") : t("bulk.reverse.confirm", { count: units })}
      busy={work.state === "working"}
      disabled={documents.length === 0}
      onConfirm={() => (work.state === "over" ? onClose() : work.run(documents.map(wantedOf)))}
      onClose={close}
    >
      <Modal.Section>
        {work.state === "asking" ? (
          <BlockStack gap="400">
            <ChosenWords answer={answer} />
            {answer?.ok ? (
              <Text as="p">
                {documents.length > 0
                  ? t("bulk.reverse.body", { count: documents.length, units })
                  : t("bulk.reverse.nothing")}
              </Text>
            ) : null}
            <ChoiceList
              title={t("bulk.reverse.cause")}
              choices={[
                { value: "mistake", label: t("bulk.reverse.mistake") },
                { value: "found", label: t("bulk.reverse.found") },
              ]}
              selected={[cause]}
              onChange={([picked]) => setCause(picked === "found" ? "found" : "mistake")}
            />
          </BlockStack>
        ) : (
          <OneByOneCard work={work} count={documents.length} />
        )}
      </Modal.Section>
    </Dialog>
  );
}
