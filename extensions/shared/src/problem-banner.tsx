import { t } from "./text.ts";
import type { Problem } from "./wire.ts";

export function ProblemBanner({ heading, problems }: { heading: string; problems: Problem[] }) {
  const messages = [...new Set(problems.map((problem) => problem.message))];
  const planUrl = problems.map(({ facts }) => facts?.planUrl).find((url) => typeof url === "string");
  return (
    <s-banner heading={heading} tone="critical">
      <s-stack direction="block" gap="small-200">
        {messages.map((message) => (
          <s-text key={message}>{message}</s-text>
        ))}
        {planUrl && (
          <s-link href={planUrl} target="_blank">
            {t("plan.link")}
          </s-link>
        )}
      </s-stack>
    </s-banner>
  );
}
