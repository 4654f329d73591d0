import type { Problem } from "./wire.ts";

export function ProblemBanner({ heading, problems }: { heading: string; problems: Problem[] }) {
  const messages = [...new Set(problems.map((problem) => problem.message))];
  return (
    <s-banner heading={heading} tone="critical">
      <s-stack direction="block" gap="small-200">
        {messages.map((message) => (
          <s-text key={message}>{message}</s-text>
        ))}
      </s-stack>
    </s-banner>
  );
}
