import { Button } from "@shopify/polaris";
import { type ReactNode, useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { ProofCommand } from "#app/domain/evidence/proof-command.ts";
import { RefusalBanner } from "./refusal-banner.tsx";
import { saveFile } from "./save-file.ts";
import { useAct } from "./use-act.ts";

type ProofPack = { button: ReactNode; refusal: ReactNode };

/** Everything about one thing as a file to take along; why not stands where the page has room for it. */
export function useProofPack(of: ProofCommand): ProofPack {
  const { t } = useTranslation("proof");
  const act = useAct<{ ticket: string }>(useCallback(({ ticket }) => saveFile(`/files/proof/${ticket}`), []));
  return {
    button: (
      <Button loading={act.busy} onClick={() => act.send("/app/proof", of)}>
        {t("action")}
      </Button>
    ),
    refusal: act.refusal ? <RefusalBanner refusal={act.refusal} title={t("notSaved")} /> : null,
  };
}
