import { Button, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Autosave } from "./use-autosave.ts";

/** Says in plain words that nothing is lost, or what is; always as high, so that nothing jumps. */
export function KeptLine({ autosave, id }: { autosave: Autosave; id: string }) {
  const { t } = useTranslation("new");
  const isTrouble = autosave.state === "failed" || autosave.state === "elsewhere";
  return (
    <div className="lossbook-kept" role="status" aria-live="polite">
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" tone={isTrouble ? "caution" : "subdued"} variant="bodySm">
          {t(`kept.${autosave.state}`)}
        </Text>
        {autosave.state === "elsewhere" ? (
          <Button variant="plain" onClick={() => location.assign(`/app/write-offs/new?draft=${id}`)}>
            {t("kept.read")}
          </Button>
        ) : null}
      </InlineStack>
    </div>
  );
}
