import { useMatches, useRevalidator } from "@remix-run/react";
import { Banner, Text } from "@shopify/polaris";
import { useRef } from "react";
import { useTranslation } from "react-i18next";

/** Says that what stands below could not be read again, until it could. It is spoken, and moves no focus. */
export function LostBanner() {
  const { t } = useTranslation("common");
  const { revalidate, state } = useRevalidator();
  const box = useRef<HTMLDivElement>(null);
  const lost = useMatches().some(({ data }) => (data as { lost?: boolean } | null)?.lost === true);
  function again() {
    // The button goes away when it has worked; the focus must have a place to stay.
    box.current?.focus();
    revalidate();
  }
  return (
    <div ref={box} tabIndex={-1} role="status" className="lossbook-lost">
      {lost ? (
        <Banner
          tone="warning"
          title={t("lost.title")}
          stopAnnouncements
          action={{ content: t("lost.again"), onAction: again, loading: state !== "idle" }}
        >
          <Text as="p">{t("lost.body")}</Text>
        </Banner>
      ) : null}
    </div>
  );
}
