import { useRevalidator } from "@remix-run/react";
import { BlockStack, Button, ChoiceList, InlineStack, Modal, ProgressBar, Text } from "@shopify/polaris";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { v7 } from "uuid";
import { Dialog } from "#app/components/dialog.tsx";
import { useSend } from "#app/components/use-send.ts";
import type { Problem } from "#app/domain/problem.ts";
import { BulkResult, type Outcome } from "./bulk-result.tsx";
import { ChosenWords } from "./chosen-words.tsx";
import { useSelected, type Wish } from "./use-selected.ts";

type Props = { wish: Wish; onClose(): void };

const NO_ANSWER: Problem[] = [];

/**
 * One reversal after the other, each a document of its own with an id that is kept until it was answered:
 * what was stopped half way, or not answered, can be sent again and nothing comes back twice.
 */
export function ReverseDialog({ wish, onClose }: Props) {
  const { t } = useTranslation("write-offs");
  const answer = useSelected(wish);
  const send = useSend<{ documentId: string; requested: string | null }>();
  const { revalidate } = useRevalidator();
  const [cause, setCause] = useState<"mistake" | "found">("mistake");
  const [outcomes, setOutcomes] = useState<Outcome[]>([]);
  const [state, setState] = useState<"asking" | "working" | "over">("asking");
  const stopped = useRef(false);
  const ids = useRef(new Map<string, string>());
  const documents = answer?.ok ? answer.value.documents.filter(({ reversible }) => reversible > 0) : [];
  const units = documents.reduce((sum, { reversible }) => sum + reversible, 0);

  async function reverseAll() {
    setState("working");
    stopped.current = false;
    for (const { id, number } of documents) {
      if (stopped.current) break;
      const own = ids.current.get(id) ?? v7();
      ids.current.set(id, own);
      const told = await send(`/app/write-offs/${id}/reversal`, { id: own, cause });
      const problems = told.ok ? null : told.unanswered ? NO_ANSWER : told.problems;
      const asked = told.ok && told.value.requested !== null;
      setOutcomes((before) => [...before, { id, number, problems, asked }]);
    }
    setState("over");
    revalidate();
  }

  function close() {
    stopped.current = true;
    if (state !== "working") onClose();
  }

  return (
    <Dialog
      open
      title={t("bulk.reverse.title")}
      confirm={state === "over" ? t("bulk.done") : t("bulk.reverse.confirm", { count: units })}
      busy={state === "working"}
      disabled={documents.length === 0}
      onConfirm={() => (state === "over" ? onClose() : void reverseAll())}
      onClose={close}
    >
      <Modal.Section>
        {state === "asking" ? (
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
          <BlockStack gap="400">
            <div aria-live="polite">
              <Text as="p">{t("bulk.progress", { done: outcomes.length, count: documents.length })}</Text>
            </div>
            <ProgressBar
              progress={documents.length > 0 ? (100 * outcomes.length) / documents.length : 100}
              size="small"
              ariaLabelledBy="bulk-progress"
            />
            {state === "working" ? (
              <>
                <Text as="p">{t("bulk.stay")}</Text>
                <InlineStack>
                  <Button onClick={() => (stopped.current = true)}>{t("bulk.stop")}</Button>
                </InlineStack>
              </>
            ) : (
              <BulkResult outcomes={outcomes} />
            )}
          </BlockStack>
        )}
      </Modal.Section>
    </Dialog>
  );
}
