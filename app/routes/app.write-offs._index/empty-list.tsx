import { useTranslation } from "react-i18next";
import { Nothing } from "#app/components/nothing.tsx";

/** Nothing found and nothing there are two different things to say. */
export function EmptyList({ narrowed, mayWriteOff }: { narrowed: boolean; mayWriteOff: boolean }) {
  const { t } = useTranslation("write-offs");
  if (narrowed) {
    const action = { content: t("none.clear"), url: "/app/write-offs" };
    return <Nothing title={t("none.title")} body={t("none.body")} action={action} />;
  }
  const action = { content: t("empty.action"), url: "/app/write-offs/new", primary: true };
  return <Nothing title={t("empty.title")} body={t("empty.body")} {...(mayWriteOff ? { action } : {})} />;
}
