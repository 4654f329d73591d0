import { ActionFrame } from "./action-frame.tsx";
import { t } from "./text.ts";

/** The door is always offered; whoever may not use it learns why, and that nothing was changed. */
export function Explained({ heading, text }: { heading: string; text: string }) {
  return (
    <ActionFrame closeLabel={t("close")}>
      <s-banner heading={heading} tone="info">
        {text}
      </s-banner>
    </ActionFrame>
  );
}
