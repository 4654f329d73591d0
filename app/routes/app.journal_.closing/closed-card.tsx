import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CalendarDay } from "#app/components/calendar-day.tsx";
import type { ClosingView } from "#app/queries/closing-view.ts";
import { ReopenDialog } from "./reopen-dialog.tsx";

export function ClosedCard({ view, mayReopen }: { view: ClosingView; mayReopen: boolean }) {
  const { t } = useTranslation("closing");
  // What was closed when it was opened: afterwards it has still to say that it is done.
  const [reopening, setReopening] = useState<string | null>(null);
  const { closedThrough } = view;
  return (
    <Card>
      <InlineStack align="space-between" blockAlign="center" gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {closedThrough ? (
              <>
                {t("closed.through")} <CalendarDay day={closedThrough} />
              </>
            ) : (
              t("closed.nothing")
            )}
          </Text>
          <Text as="p" tone="subdued">
            {t(closedThrough ? "closed.body" : "closed.nothingBody")}
          </Text>
        </BlockStack>
        {closedThrough && mayReopen ? (
          <Button onClick={() => setReopening(closedThrough)}>{t("reopen.open")}</Button>
        ) : null}
      </InlineStack>
      {reopening ? (
        <ReopenDialog
          closedThrough={reopening}
          before={view.history[0]?.was ?? null}
          onClose={() => setReopening(null)}
        />
      ) : null}
    </Card>
  );
}
