import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Box, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { useOwnWords } from "#app/components/use-own-words.ts";
import type { BookPage, MarkView } from "#app/queries/book-page.ts";
import { MarkDialog } from "./mark-dialog.tsx";

/** How lines of a location or a reason are marked there: class, department, tracking category. */
export function MarksCard({ page }: { page: BookPage }) {
  const { t } = useTranslation("books");
  const own = useOwnWords();
  const shopify = useAppBridge();
  const [adding, setAdding] = useState(false);
  const removal = useAct(useCallback(() => shopify.toast.show(t("marks.removed")), [shopify, t]));
  const place = (mark: MarkView) =>
    t(`marks.${mark.subjectKind}`, { subject: own.reason(mark.subjectName), dimension: mark.dimensionName });
  const remove = ({ subjectKind, subjectId, dimensionId }: MarkView) => {
    const mark = { subjectKind, subjectId, dimensionId, optionId: null };
    removal.send(`/app/books/${page.book.id}/dimensions`, mark);
  };
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("marks.title")}
        </Text>
        <Text as="p">
          {t("marks.body", { dimensions: page.dimensions.map(({ name }) => name).join(", ") })}
        </Text>
        {removal.refusal ? <RefusalBanner refusal={removal.refusal} title={t("marks.notSaved")} /> : null}
        {page.marks.length > 0 ? (
          <ul className="lossbook-list">
            {page.marks.map((mark) => (
              <li key={`${mark.subjectKind} ${mark.subjectId} ${mark.dimensionId}`}>
                <Box paddingBlock="300">
                  <InlineStack align="space-between" blockAlign="center" gap="300">
                    <span className="lossbook-wrap">
                      <Text as="p">
                        {place(mark)} <b>{mark.optionName}</b>
                      </Text>
                    </span>
                    <Button
                      accessibilityLabel={t("marks.removeOne", { place: place(mark) })}
                      disabled={removal.busy}
                      onClick={() => remove(mark)}
                    >
                      {t("marks.remove")}
                    </Button>
                  </InlineStack>
                </Box>
              </li>
            ))}
          </ul>
        ) : null}
        <InlineStack>
          <Button disabled={page.dimensions.length === 0} onClick={() => setAdding(true)}>
            {t("marks.add")}
          </Button>
        </InlineStack>
      </BlockStack>
      {adding ? <MarkDialog page={page} onClose={() => setAdding(false)} /> : null}
    </Card>
  );
}
