import { Banner, List, Text } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "#app/domain/problem.ts";
import { useProblemWords } from "./problem-words.ts";

type Refusal = { problems: Problem[]; unanswered?: boolean };

/**
 * What happened, what was not changed, what to do. Takes the focus, because it is the answer to a press; the
 * banner inside says nothing by itself, or it would be heard twice.
 */
export function RefusalBanner({ refusal, title }: { refusal: Refusal; title: string }) {
  const { t } = useTranslation("words");
  const words = useProblemWords();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refusal) box.current?.focus();
  }, [refusal]);
  return (
    <div ref={box} tabIndex={-1} role="alert">
      {refusal.unanswered ? (
        <Banner tone="warning" title={t("unanswered.title")} stopAnnouncements>
          <Text as="p">{t("unanswered.body")}</Text>
        </Banner>
      ) : (
        <Banner tone="critical" title={title} stopAnnouncements>
          <List>
            {refusal.problems.map((problem) => (
              <List.Item key={`${problem.code} ${problem.at?.join(".")}`}>{words(problem)}</List.Item>
            ))}
          </List>
        </Banner>
      )}
    </div>
  );
}
