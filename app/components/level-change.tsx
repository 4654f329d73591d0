import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "./use-format.ts";

/** "40 → 39", which a screen reader hears as words and not as an arrow. */
export function LevelChange({ before, after }: { before: number; after: number }) {
  const { t } = useTranslation("words");
  const format = useFormat("UTC");
  const numbers = { before: format.number(before), after: format.number(after) };
  return (
    <span className="lossbook-number">
      <span aria-hidden="true">{t("change.shown", numbers)}</span>
      <Text as="span" visuallyHidden>
        {t("change.spoken", numbers)}
      </Text>
    </span>
  );
}
