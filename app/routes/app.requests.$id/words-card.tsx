import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Moment } from "#app/components/moment.tsx";
import type { RequestView } from "#app/queries/request-view.ts";

type Said = { at: string; what: string; by: string; words: string };

/** Who said what about it, in the order it was said. */
export function WordsCard({ view, timeZone }: { view: RequestView; timeZone: string }) {
  const { t } = useTranslation("requests");
  const revisions: Said[] = view.revisions.map(({ at, revision }) => ({
    ...{ at, by: "", words: "" },
    what: revision === 1 ? "asked" : "changed",
  }));
  const decisions: Said[] = view.decisions.map(({ at, verb, by, words }) => ({ at, what: verb, by, words }));
  const said = [...revisions, ...decisions].sort((left, right) => left.at.localeCompare(right.at));
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("one.words")}
        </Text>
        {said.map((one) => (
          <BlockStack key={`${one.at} ${one.what}`} gap="050">
            <Text as="p">{t(`one.said.${one.what}`, { name: one.by || t("someone") })}</Text>
            {one.words ? (
              <Text as="p" breakWord>
                “{one.words}”
              </Text>
            ) : null}
            <Text as="p" tone="subdued" variant="bodySm">
              <Moment at={one.at} timeZone={timeZone} />
            </Text>
          </BlockStack>
        ))}
        {view.may.decide ? (
          <div className="lossbook-keys">
            <Text as="p" tone="subdued" variant="bodySm">
              {t("one.keys")}
            </Text>
          </div>
        ) : null}
      </BlockStack>
    </Card>
  );
}
