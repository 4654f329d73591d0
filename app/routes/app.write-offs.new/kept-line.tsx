import { Button, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "#app/components/problem-words.ts";
import type { Autosave } from "./use-autosave.ts";

/** Says in plain words that nothing is lost, or what is; always as high, so that nothing jumps. */
export function KeptLine({ autosave, id }: { autosave: Autosave; id: string }) {
  const { t } = useTranslation("new");
  const problem = useProblemWords();
  const { state, problems } = autosave;
  const isTrouble = state !== "nothing" && state !== "saving" && state !== "saved";
  return (
    <div className="lossbook-kept" role="status" aria-live="polite">
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" tone={isTrouble ? "caution" : "subdued"} variant="bodySm">
          {t(`kept.${state}`)} {problems.map(problem).join(" ")}
        </Text>
        {state === "elsewhere" ? (
          <Button variant="plain" onClick={() => location.assign(`/app/write-offs/new?draft=${id}`)}>
            {t("kept.read")}
          </Button>
        ) : null}
        {state === "over" ? <Link url={`/app/write-offs/${id}`}>{t("over.open")}</Link> : null}
      </InlineStack>
    </div>
  );
}
