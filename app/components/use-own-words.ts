import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { defaultAccountOf, defaultReasonOf } from "#app/locales/default-words.ts";

export type OwnWords = { reason(label: string): string; account(name: string): string };

/** Names we gave are shown in the reader's language; names the merchant gave are shown as they are. */
export function useOwnWords(): OwnWords {
  const { t } = useTranslation("defaults");
  return useMemo(
    () => ({
      reason: (label) => {
        const id = defaultReasonOf(label);
        return id ? t(`reasons.${id}`) : label;
      },
      account: (name) => {
        const role = defaultAccountOf(name);
        return role ? t(`accounts.${role}`) : name;
      },
    }),
    [t],
  );
}
