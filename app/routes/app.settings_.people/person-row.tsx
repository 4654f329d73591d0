import { Badge, BlockStack, Box, Button, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/use-format.ts";
import type { PeopleSettings, PersonSetting } from "#app/queries/people-settings.ts";

type Props = Pick<PeopleSettings, "roleOfOthers" | "locations"> & {
  person: PersonSetting;
  onChange: (() => void) | null;
};

export function PersonRow({ person, roleOfOthers, locations, onChange }: Props) {
  const { t } = useTranslation("people");
  const format = useFormat("UTC");
  const role = person.role ?? roleOfOthers ?? "none";
  const places = person.locations.map((id) => locations.find((one) => one.id === id)?.name ?? id);
  return (
    <Box padding="400">
      <InlineStack align="space-between" blockAlign="center" gap="300" wrap={false}>
        <span className="lossbook-wrap">
          <BlockStack gap="050">
            <InlineStack gap="200" blockAlign="center">
              <Text as="h3" fontWeight="semibold">
                {person.name}
              </Text>
              {person.isSelf ? <Badge>{t("self")}</Badge> : null}
            </InlineStack>
            <Text as="p" tone="subdued" variant="bodySm" breakWord>
              {person.email}
            </Text>
            <Text as="p">
              {person.accountOwner ? t("owner") : t(`role.${role}`)}
              {person.accountOwner
                ? null
                : ` · ${places.length > 0 ? t("at", { locations: format.list(places) }) : t("everywhere")}`}
            </Text>
            {person.mayWriteOff ? null : (
              <Text as="p" tone="subdued" variant="bodySm">
                {t("barred")}
              </Text>
            )}
          </BlockStack>
        </span>
        {onChange && !person.accountOwner ? (
          <span className="lossbook-whole">
            <Button accessibilityLabel={t("changeOne", { name: person.name })} onClick={onChange}>
              {t("change")}
            </Button>
          </span>
        ) : null}
      </InlineStack>
    </Box>
  );
}
