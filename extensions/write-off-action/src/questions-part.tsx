import { t } from "../../shared/src/text.ts";
import type { Question } from "./questions.ts";

type Props = {
  questions: Question[];
  confirmed: string[];
  salvage: string;
  disabled: boolean;
  onConfirm: (key: string, isConfirmed: boolean) => void;
  onSalvage: (salvage: string) => void;
};

/** What looks unusual, in words, each with an answer of its own. */
export function QuestionsPart({ questions, confirmed, salvage, disabled, onConfirm, onSalvage }: Props) {
  if (questions.length === 0) return null;
  return (
    <s-banner heading={t("question.heading")} tone="warning">
      <s-stack direction="block" gap="base">
        {questions.map(({ key, code, message }) => (
          <s-stack key={key} direction="block" gap="small-200">
            <s-text>{message}</s-text>
            {code === "worth-something" ? (
              <s-select
                label={t("question.salvage")}
                placeholder={t("question.choose")}
                value={salvage}
                details={t("question.keep")}
                disabled={disabled}
                onChange={(event) => onSalvage(event.currentTarget.value)}
              >
                <s-option value="worthless">{t("question.worthless")}</s-option>
                <s-option value="return">{t("question.return")}</s-option>
                <s-option value="donate">{t("question.donate")}</s-option>
              </s-select>
            ) : (
              <s-checkbox
                label={t("question.confirm")}
                accessibilityLabel={`${t("question.confirm")}: ${message}`}
                checked={confirmed.includes(key)}
                disabled={disabled}
                onChange={(event) => onConfirm(key, event.currentTarget.checked)}
              />
            )}
          </s-stack>
        ))}
      </s-stack>
    </s-banner>
  );
}
