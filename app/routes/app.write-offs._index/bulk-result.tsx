import { BlockStack, Link, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "#app/components/problem-words.ts";
import type { Problem } from "#app/domain/problem.ts";

/** No problems: done. None named: nobody answered. */
export type Outcome = { id: string; number: string; problems: Problem[] | null; asked: boolean };

/** Which went and which did not, each of those with its reason and the way to it. */
export function BulkResult({ outcomes }: { outcomes: Outcome[] }) {
  const { t } = useTranslation("write-offs");
  const words = useProblemWords();
  const failed = outcomes.filter(({ problems }) => problems !== null);
  const told = outcomes.filter(({ problems, asked }) => problems !== null || asked);
  return (
    <BlockStack gap="200">
      <Text as="p" fontWeight="semibold">
        {t("bulk.result", { count: outcomes.length - failed.length, failed: failed.length })}
      </Text>
      {told.length > 0 ? (
        <div className="lossbook-scroll">
          <List>
            {told.map(({ id, number, problems }) => (
              <List.Item key={id}>
                <Link url={`/app/write-offs/${id}`}>{number}</Link>: {wordsOf(problems)}
              </List.Item>
            ))}
          </List>
        </div>
      ) : null}
    </BlockStack>
  );

  function wordsOf(problems: Problem[] | null): string {
    if (problems === null) return t("bulk.asked");
    return problems.length > 0 ? problems.map(words).join(" ") : t("bulk.unanswered");
  }
}
