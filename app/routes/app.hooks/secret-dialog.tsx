import { useTranslation } from "react-i18next";
import { ToldOnceDialog } from "#app/components/told-once-dialog.tsx";

export function SecretDialog({ secret, onClose }: { secret: string; onClose(): void }) {
  const { t } = useTranslation("hooks");
  const words = {
    title: t("made.title"),
    body: t("made.body"),
    label: t("made.secret"),
    copy: t("made.copy"),
    copied: t("made.copied"),
    done: t("made.done"),
  };
  return <ToldOnceDialog secret={secret} words={words} onClose={onClose} />;
}
