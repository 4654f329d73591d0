import { BlockStack, Button, InlineStack, Link, List, ProgressBar, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "./problem-words.ts";
import type { OneByOne, Outcome } from "./use-one-by-one.ts";

/** How far it is; and at the end which went and which did not, each of those with its reason. */
export function OneByOneCard({ work, count }: { work: OneByOne; count: number }) {
  const { t } = useTranslation("write-offs");
  const { state, outcomes } = work;
  if (state === "over") return <Result outcomes={outcomes} />;
  return (
    <BlockStack gap="400">
      <div aria-live="polite" id="bulk-progress">
        <Text as="p">{t("bulk.progress", { done: outcomes.length, count })}</Text>
      </div>
      <ProgressBar
        progress={count > 0 ? (100 * outcomes.length) / count : 100}
        size="small"
        ariaLabelledBy="bulk-progress"
      />
      <Text as="p">{t("bulk.stay")}</Text>
      <InlineStack>
        <Button onClick={work.stop}>{t("bulk.stop")}</Button>
      </InlineStack>
    </BlockStack>
  );
}

function Result({ outcomes }: { outcomes: Outcome[] }) {
  const { t } = useTranslation("write-offs");
  const words = useProblemWords();
  const failed = outcomes.filter(({ problems }) => problems !== null);
  const told = outcomes.filter((one) => one.problems !== null || one.asked || one.outside.length > 0);
  return (
    <BlockStack gap="200">
      <div aria-live="polite">
        <Text as="p" fontWeight="semibold">
          {t("bulk.result", { count: outcomes.length - failed.length, failed: failed.length })}
        </Text>
      </div>
      {told.length > 0 ? (
        <div className="lossbook-scroll">
          <List>
            {told.map(({ id, name, url, ...one }) => (
              <List.Item key={id}>
                <Link url={url}>{name}</Link>: {wordsOf(one)}
              </List.Item>
            ))}
          </List>
        </div>
      ) : null}
    </BlockStack>
  );

  function wordsOf({ problems, asked, outside }: Pick<Outcome, "problems" | "asked" | "outside">): string {
    if (problems === null) return [...(asked ? [t("bulk.asked")] : []), ...outside.map(words)].join(" ");
    return problems.length > 0 ? problems.map(words).join(" ") : t("bulk.unanswered");
  }
}
