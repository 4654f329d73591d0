import { SaveBar, useAppBridge } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Box, Card, FormLayout, Text, TextField } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import type { AccountSetting } from "#app/queries/account-settings.ts";

type Props = { accounts: AccountSetting[]; mayName: boolean };
type Changed = Record<string, AccountSetting>;

/** Names and numbers as the shop's own books write them. The admin's save bar holds what is not saved yet. */
export function AccountsCard({ accounts, mayName }: Props) {
  const { t } = useTranslation("settings");
  const shopify = useAppBridge();
  const [changed, setChanged] = useState<Changed>({});
  const act = useAct(
    useCallback(() => {
      setChanged({});
      shopify.toast.show(t("accounts.saved"));
    }, [shopify, t]),
  );
  const dirty = Object.values(changed);
  const nameless = dirty.some(({ name }) => name.trim() === "");

  function change(account: AccountSetting, to: Partial<AccountSetting>) {
    const next = { ...account, ...changed[account.role], ...to };
    const { [account.role]: _, ...others } = changed;
    const same = next.name === account.name && next.code === account.code;
    setChanged(same ? others : { ...others, [account.role]: next });
  }

  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="400">
          {mayName ? null : (
            <Banner tone="info">
              <Text as="p">{t("accounts.mayNot")}</Text>
            </Banner>
          )}
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("accounts.notSaved")} /> : null}
          <FormLayout>
            {accounts.map((account) => {
              const shown = changed[account.role] ?? account;
              return (
                <FormLayout.Group key={account.role} condensed>
                  <TextField
                    label={t(`role.${account.role}`)}
                    value={shown.name}
                    onChange={(name) => change(account, { name })}
                    error={shown.name.trim() ? undefined : t("accounts.nameNeeded")}
                    disabled={!mayName}
                    maxLength={60}
                    autoComplete="off"
                  />
                  <TextField
                    label={t("accounts.code", { role: t(`role.${account.role}`) })}
                    value={shown.code}
                    onChange={(code) => change(account, { code })}
                    disabled={!mayName}
                    maxLength={30}
                    autoComplete="off"
                  />
                </FormLayout.Group>
              );
            })}
          </FormLayout>
        </BlockStack>
      </Box>
      <SaveBar id="accounts" open={dirty.length > 0}>
        <button
          variant="primary"
          disabled={nameless || act.busy}
          {...(act.busy ? { loading: "" } : {})}
          onClick={() => act.send("/app/settings/accounts", { accounts: dirty })}
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
