import { useLocation, useNavigate } from "@remix-run/react";
import { Box, InlineStack, Pagination } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** The place in the list stands in the address, so a page can be sent to a colleague. */
export function Pages({ next, previous }: { next: string | null; previous: string | null }) {
  const { t } = useTranslation("words");
  const navigate = useNavigate();
  const { search, pathname } = useLocation();
  if (!next && !previous) return null;
  function turn(cursor: string | null) {
    const params = new URLSearchParams(search);
    if (cursor) params.set("cursor", cursor);
    navigate(`${pathname}?${params}`);
  }
  return (
    <Box padding="300" borderBlockStartWidth="025" borderColor="border">
      <InlineStack align="center">
        <Pagination
          accessibilityLabel={t("pages.label")}
          hasNext={next !== null}
          hasPrevious={previous !== null}
          nextTooltip={t("pages.next")}
          previousTooltip={t("pages.previous")}
          onNext={() => turn(next)}
          onPrevious={() => turn(previous)}
        />
      </InlineStack>
    </Box>
  );
}
