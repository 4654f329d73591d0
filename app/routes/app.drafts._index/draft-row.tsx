import { Link } from "@remix-run/react";
import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Moment } from "#app/components/moment.tsx";
import type { BegunDraft } from "#app/queries/own-draft.ts";

export function useDraftName(): (draft: BegunDraft) => string {
  const { t } = useTranslation("new");
  const { t: requests } = useTranslation("requests");
  return ({ title, lineCount, quantity }) => {
    const name = title || t("begun.empty");
    if (lineCount > 1) return requests("andMore", { title: name, count: lineCount - 1 });
    return quantity ? requests("one.title", { quantity, title: name }) : name;
  };
}

export function DraftRow({ draft, timeZone }: { draft: BegunDraft; timeZone: string }) {
  const { t } = useTranslation("new");
  const nameOf = useDraftName();
  return (
    <Link to={`/app/write-offs/new?draft=${draft.id}`} className="lossbook-row-link">
      <BlockStack gap="100">
        <span className="lossbook-wrap">
          <Text as="span" fontWeight="semibold">
            {nameOf(draft)}
          </Text>
        </span>
        <Text as="span" tone="subdued" variant="bodySm">
          {t("begun.saved")} <Moment at={draft.savedAt} timeZone={timeZone} />
        </Text>
      </BlockStack>
    </Link>
  );
}
