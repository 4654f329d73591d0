import { Badge, Box, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Amount } from "#app/components/amount.tsx";
import { useOwnWords } from "#app/components/use-own-words.ts";
import type { CurrencyBalance, TrialBalance } from "#app/queries/trial-balance.ts";

export function TrialBalanceCard({ balance }: { balance: TrialBalance }) {
  const { t } = useTranslation("journal");
  if (balance.currencies.length === 0) {
    return (
      <Card>
        <Text as="p" tone="subdued" alignment="center">
          {t("balance.none")}
        </Text>
      </Card>
    );
  }
  return balance.currencies.map((one) => <Currency key={one.currency} balance={one} />);
}

function Currency({ balance }: { balance: CurrencyBalance }) {
  const { t } = useTranslation("journal");
  const own = useOwnWords();
  return (
    <Card padding="0">
      <Box padding="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("balance.title", { currency: balance.currency })}
          </Text>
          <Badge tone={balance.balanced ? "success" : "critical"}>
            {t(balance.balanced ? "balance.balanced" : "balance.differs")}
          </Badge>
        </InlineStack>
      </Box>
      <div className="lossbook-table-frame">
        <table className="lossbook-table">
          <caption>{t("balance.title", { currency: balance.currency })}</caption>
          <thead>
            <tr>
              <th scope="col">{t("column.account")}</th>
              <th scope="col" className="lossbook-end">
                {t("column.debit")}
              </th>
              <th scope="col" className="lossbook-end">
                {t("column.credit")}
              </th>
              <th scope="col" className="lossbook-end">
                {t("column.balance")}
              </th>
            </tr>
          </thead>
          <tbody>
            {balance.accounts.map((account) => (
              <tr key={account.role}>
                <th scope="row">
                  {[account.accountCode, own.account(account.accountName)].filter(Boolean).join(" ")}
                </th>
                <td className="lossbook-end">
                  <Amount money={account.debit} />
                </td>
                <td className="lossbook-end">
                  <Amount money={account.credit} />
                </td>
                <td className="lossbook-end">
                  <Amount money={account.balance} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("column.total")}</th>
              <td className="lossbook-end">
                <Amount money={balance.debit} />
              </td>
              <td className="lossbook-end">
                <Amount money={balance.credit} />
              </td>
              <td />
            </tr>
          </tfoot>
        </table>
      </div>
    </Card>
  );
}
