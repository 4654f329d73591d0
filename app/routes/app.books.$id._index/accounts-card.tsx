import { SaveBar, useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Card, InlineGrid, Select, Text } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import type { BookPage, RoleMapping } from "#app/queries/book-page.ts";

type Changed = Record<string, string | null>;

/** Which of the book's own accounts each of ours is. What was proposed is there to be looked at. */
export function AccountsCard({ page }: { page: BookPage }) {
  const { t } = useTranslation("books");
  const shopify = useAppBridge();
  const [changed, setChanged] = useState<Changed>({});
  const act = useAct(
    useCallback(() => {
      setChanged({});
      shopify.toast.show(t("accounts.saved"));
    }, [shopify, t]),
  );
  const mappings = Object.entries(changed).map(([role, accountId]) => ({ role, accountId }));
  const missing = page.roles.filter(({ role, accountId, isUsed }) => isUsed && !(changed[role] ?? accountId));
  function choose({ role, accountId }: RoleMapping, value: string | null) {
    const { [role]: _, ...others } = changed;
    setChanged(value === accountId ? others : { ...others, [role]: value });
  }
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {t("accounts.title")}
          </Text>
          <Text as="p">{t("accounts.body")}</Text>
          {missing.length > 0 ? (
            <Text as="p" tone="caution">
              {t("accounts.missing", { count: missing.length })}
            </Text>
          ) : null}
        </BlockStack>
        {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("accounts.notSaved")} /> : null}
        <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
          {page.roles.map((role) => (
            <Role
              key={role.role}
              page={page}
              role={role}
              chosen={role.role in changed ? (changed[role.role] ?? null) : role.accountId}
              onChoose={(value) => choose(role, value)}
            />
          ))}
        </InlineGrid>
      </BlockStack>
      <SaveBar id="book-accounts" open={mappings.length > 0}>
        <button
          variant="primary"
          disabled={act.busy}
          {...(act.busy ? { loading: "" } : {})}
          onClick={() => act.send(`/app/books/${page.book.id}/accounts`, { mappings })}
        >
          {t("save")}
        </button>
        <button type="button" disabled={act.busy} onClick={() => setChanged({})}>
          {t("discard")}
        </button>
      </SaveBar>
    </Card>
  );
}

type RoleProps = {
  page: BookPage;
  role: RoleMapping;
  chosen: string | null;
  onChoose(value: string | null): void;
};

function Role({ page, role, chosen, onChoose }: RoleProps) {
  const { t } = useTranslation("books");
  const { t: nameOf } = useTranslation("settings");
  const isReclass = page.terms.method === "reclass";
  const isCredit = role.role === "inventory";
  const choices = page.accounts.filter(({ isStock }) => !(isReclass && isCredit && isStock));
  const none = { value: "", label: t(role.isUsed ? "accounts.choose" : "accounts.none") };
  const gone = role.goneName && !chosen ? t("accounts.gone", { account: role.goneName }) : undefined;
  return (
    <Select
      label={isReclass && isCredit ? t("accounts.costOfSales") : nameOf(`role.${role.role}`)}
      helpText={isCredit ? t(isReclass ? "accounts.costOfSalesHelp" : "accounts.inventoryHelp") : undefined}
      options={[none, ...choices.map(({ id, label }) => ({ value: id, label }))]}
      value={chosen ?? ""}
      error={gone}
      onChange={(value) => onChoose(value || null)}
    />
  );
}
