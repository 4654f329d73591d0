import { BlockStack, Box, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useSignIn } from "#app/components/use-sign-in.ts";

type Props = { offered: { kind: string; name: string }[]; hasBooks: boolean };

export function OfferCard({ offered, hasBooks }: Props) {
  const { t } = useTranslation("books");
  const signIn = useSignIn();
  if (offered.length === 0) return <NothingOffered />;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {t(hasBooks ? "connect.more" : "connect.title")}
          </Text>
          <Text as="p">{t("connect.body")}</Text>
        </BlockStack>
        {signIn.refusal ? <RefusalBanner refusal={signIn.refusal} title={t("connect.notBegun")} /> : null}
        <ul className="lossbook-list">
          {offered.map(({ kind, name }) => (
            <li key={kind}>
              <Box paddingBlock="300">
                <InlineStack align="space-between" blockAlign="center" gap="300">
                  <Text as="h3" fontWeight="semibold">
                    {name}
                  </Text>
                  <Button
                    accessibilityLabel={t("connect.one", { name })}
                    disabled={signIn.busy}
                    onClick={() => signIn.begin(kind)}
                  >
                    {t("connect.action")}
                  </Button>
                </InlineStack>
              </Box>
            </li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}

/** For whoever runs this installation: only they can put that right. */
function NothingOffered() {
  const { t } = useTranslation("books");
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t("notOffered.title")}
        </Text>
        <Text as="p">{t("notOffered.body")}</Text>
        <Text as="p" tone="subdued">
          {t("notOffered.how")}
        </Text>
      </BlockStack>
    </Card>
  );
}
