import { Link } from "@remix-run/react";
import { Banner, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "#app/components/problem-words.ts";
import type { Problem } from "#app/domain/problem.ts";
import type { RequestView } from "#app/queries/request-view.ts";

/** What became of it, or what stands in its way now. */
export function StateBanner({ view, problems }: { view: RequestView; problems: Problem[] | null }) {
  const { t } = useTranslation("requests");
  const words = useProblemWords();
  if (view.document) {
    return (
      <Banner tone="success">
        <Link to={`/app/write-offs/${view.document.id}`}>
          {t("one.became", { number: view.document.number })}
        </Link>
      </Banner>
    );
  }
  const shown = problems ?? (view.state === "waiting" ? view.trouble : null);
  if (shown) {
    return (
      <Banner tone="warning" title={t(problems ? "one.noPlan" : "one.troubled")}>
        <List>
          {shown.map((problem) => (
            <List.Item key={`${problem.code} ${problem.at?.join(".")}`}>{words(problem)}</List.Item>
          ))}
        </List>
        <Text as="p">{t("one.noPlanBody")}</Text>
      </Banner>
    );
  }
  if (view.may.own && view.state === "waiting") {
    return (
      <Banner tone="info" title={t("made.title")}>
        <Text as="p">{t("made.body")}</Text>
      </Banner>
    );
  }
  const answer = view.decisions.at(-1);
  if (view.may.own && answer?.words && (view.state === "sent-back" || view.state === "rejected")) {
    return (
      <Banner
        tone={view.state === "rejected" ? "critical" : "warning"}
        title={t(`one.said.${answer.verb}`, { name: answer.by || t("someone") })}
      >
        <Text as="p" breakWord>
          {answer.words}
        </Text>
      </Banner>
    );
  }
  return null;
}
