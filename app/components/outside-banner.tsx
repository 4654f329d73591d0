import { useLocation } from "@remix-run/react";
import { Banner, List } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Problem } from "#app/domain/problem.ts";
import { useProblemWords } from "./problem-words.ts";

/** What was just sent is done, and did not come under the incident its form named. */
export function OutsideBanner() {
  const { t } = useTranslation("incidents");
  const words = useProblemWords();
  const outside: Problem[] = useLocation().state?.outside ?? [];
  if (outside.length === 0) return null;
  return (
    <Banner tone="warning" title={t("outside")}>
      <List>
        {outside.map((problem) => (
          <List.Item key={problem.code}>{words(problem)}</List.Item>
        ))}
      </List>
    </Banner>
  );
}
