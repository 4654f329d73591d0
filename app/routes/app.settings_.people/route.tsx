import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Box, Button, Card, InlineStack, Layout, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useKept } from "#app/components/kept.ts";
import { contextOfRequest } from "#app/context.server.ts";
import { peopleSettings } from "#app/queries/people-settings.ts";
import { PersonRow } from "./person-row.tsx";
import { RoleDialog } from "./role-dialog.tsx";

export { kept as clientLoader } from "#app/components/kept.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  return peopleSettings(await contextOfRequest(request));
}

export default function People() {
  const shown = useLoaderData<typeof loader>();
  useKept(shown);
  const { people, roleOfOthers, locations, mayChange } = shown;
  const { t } = useTranslation("people");
  /** A person's id, or "others". */
  const [changing, setChanging] = useState<string | null>(null);
  const person = people.find(({ userId }) => userId === changing) ?? null;
  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle")}
      backAction={{ content: t("back"), url: "/app/settings" }}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {mayChange ? null : (
              <Text as="p" tone="subdued">
                {t("mayNot")}
              </Text>
            )}
            <Card padding="0">
              <Box padding="400">
                <Text as="h2" variant="headingMd">
                  {t("list")}
                </Text>
              </Box>
              <ul className="lossbook-list">
                {people.map((one) => (
                  <li key={one.userId}>
                    <PersonRow
                      person={one}
                      roleOfOthers={roleOfOthers}
                      locations={locations}
                      onChange={mayChange && !one.isSelf ? () => setChanging(one.userId) : null}
                    />
                  </li>
                ))}
              </ul>
            </Card>
            <Card>
              <InlineStack align="space-between" blockAlign="center" gap="300" wrap={false}>
                <BlockStack gap="100">
                  <Text as="h2" variant="headingMd">
                    {t("others.title")}
                  </Text>
                  <Text as="p">{t(`role.${roleOfOthers ?? "none"}`)}</Text>
                  <Text as="p" tone="subdued">
                    {t("others.body")}
                  </Text>
                </BlockStack>
                {mayChange ? (
                  <span className="lossbook-whole">
                    <Button accessibilityLabel={t("others.change")} onClick={() => setChanging("others")}>
                      {t("change")}
                    </Button>
                  </span>
                ) : null}
              </InlineStack>
            </Card>
          </BlockStack>
        </Layout.Section>
      </Layout>
      {changing ? (
        <RoleDialog
          person={person}
          role={person ? person.role : roleOfOthers}
          locations={locations}
          onClose={() => setChanging(null)}
        />
      ) : null}
    </Page>
  );
}
