import { useTranslation } from "react-i18next";
import { ToldOnceDialog } from "#app/components/told-once-dialog.tsx";

export function MadeDialog({ token, onClose }: { token: string; onClose(): void }) {
  const { t } = useTranslation("feed");
  const words = {
    title: t("made.title"),
    body: t("made.body"),
    label: t("made.token"),
    copy: t("made.copy"),
    copied: t("made.copied"),
    done: t("made.done"),
  };
  return <ToldOnceDialog secret={token} words={words} onClose={onClose} />;
}
