import { useTranslation } from "react-i18next";
import { ToldOnceDialog } from "#app/components/told-once-dialog.tsx";

export function MadeDialog({ address, onClose }: { address: string; onClose(): void }) {
  const { t } = useTranslation("links");
  const words = {
    title: t("made.title"),
    body: t("made.body"),
    label: t("made.address"),
    copy: t("made.copy"),
    copied: t("made.copied"),
    done: t("made.done"),
  };
  return <ToldOnceDialog secret={address} words={words} onClose={onClose} />;
}
