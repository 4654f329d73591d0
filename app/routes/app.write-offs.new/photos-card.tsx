import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { PhotoField } from "#app/components/photo-field.tsx";
import type { PickedPhotos } from "#app/components/use-picked-photos.ts";
import type { FormPage } from "#app/queries/form-page.ts";
import type { WriteOff } from "./use-write-off.ts";

/** Photos hang on the document to come; a reason that needs one is asked about again once it is there. */
export function PhotosCard({ page, at, picks }: { page: FormPage; at: WriteOff; picks?: PickedPhotos }) {
  const { t } = useTranslation("evidence");
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("title")}
        </Text>
        <PhotoField
          owner={{ kind: "document", id: at.id }}
          kept={page.evidence}
          {...(picks ? { picks } : {})}
          timeZone={page.form.shop.timeZone}
          mayAdd
          isDraft
          onChange={at.preview.again}
        />
      </BlockStack>
    </Card>
  );
}
