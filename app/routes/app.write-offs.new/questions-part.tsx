import { BlockStack, Box, Checkbox, Link, Text } from "@shopify/polaris";
import type { Dispatch } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "#app/components/problem-words.ts";
import { useFormat } from "#app/components/use-format.ts";
import type { Question } from "#app/domain/write-off/question.ts";
import type { Draft, DraftChange } from "./draft.ts";
import { SalvageQuestion } from "./salvage-question.tsx";

type Props = {
  questions: Question[];
  draft: Draft;
  change: Dispatch<DraftChange>;
  onKept(salvage: "mark-down" | "repair", positions: number[]): void;
};

/** What looks wrong is asked, each thing once and in its own words, and answered with one tap. */
export function QuestionsPart({ questions, draft, change, onKept }: Props) {
  const { t } = useTranslation("new");
  if (questions.length === 0) return null;
  return (
    <section aria-label={t("questions.title")}>
      <BlockStack gap="300">
        {questions.map((question) =>
          question.code === "worth-something" ? (
            <SalvageQuestion
              key={question.key}
              question={question}
              draft={draft}
              change={change}
              onKept={onKept}
            />
          ) : (
            <Box key={question.key} background="bg-surface-caution" padding="300" borderRadius="200">
              <BlockStack gap="100">
                <Words question={question} />
                <div className="lossbook-tap">
                  <Checkbox
                    label={t(`questions.yes.${question.code}`)}
                    checked={draft.acknowledged.includes(question.key)}
                    onChange={(read) => change({ kind: "answer", key: question.key, read })}
                  />
                </div>
              </BlockStack>
            </Box>
          ),
        )}
      </BlockStack>
    </section>
  );
}

function Words({ question }: { question: Question }) {
  const { t } = useTranslation("new");
  const problem = useProblemWords();
  const format = useFormat("UTC");
  const { code, facts } = question;
  const shown = Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [
      name,
      typeof fact === "number" ? format.number(fact) : fact,
    ]),
  );
  if (code === "implausible-quantity") {
    const kind = facts.usual === null ? "onHand" : "usual";
    return <Text as="p">{t(`questions.implausible.${kind}`, shown)}</Text>;
  }
  if (code !== "doubled") return <Text as="p">{problem({ code, facts })}</Text>;
  const where = facts.where === "document" || facts.where === "request" ? facts.where : null;
  const address = where === "request" ? "requests" : "write-offs";
  return (
    <Text as="p">
      {t(`questions.doubled.${facts.where}`, shown)}{" "}
      {where && facts.documentId ? (
        <Link url={`/app/${address}/${facts.documentId}`} target="_blank">
          {where === "document" ? String(facts.number) : t("questions.doubled.look")}
        </Link>
      ) : null}
    </Text>
  );
}
