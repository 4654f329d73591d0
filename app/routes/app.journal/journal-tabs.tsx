import { useSearchParams } from "@remix-run/react";
import { Tabs } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

export function JournalTabs({ balance }: { balance: boolean }) {
  const { t } = useTranslation("journal");
  const [params, setParams] = useSearchParams();
  function select(index: number) {
    const changed = new URLSearchParams(params);
    for (const name of ["cursor", "role", "document", "view"]) changed.delete(name);
    if (index === 1) changed.set("view", "balance");
    setParams(changed);
  }
  const tabs = [
    { id: "entries", content: t("tab.entries"), panelID: "journal-panel" },
    { id: "balance", content: t("tab.balance"), panelID: "journal-panel" },
  ];
  return <Tabs tabs={tabs} selected={balance ? 1 : 0} onSelect={select} />;
}
