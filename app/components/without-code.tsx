import { Banner, Page } from "@shopify/polaris";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { answered } from "./answered.ts";
import { heard } from "./heard.ts";

declare global {
  interface Window {
    /** Of `public/come-back.js`, which is there before any code of ours is. */
    lossbookComeBack?(): Promise<void>;
    /** What the router takes where it cannot fetch a route's code: see `vite.config.ts`. */
    lossbookWithoutCode?: typeof withoutCode;
  }
}

/**
 * Stands in for a route whose code was not to be had: the app is stopped, or a newer build has other files. A
 * door needs none of its own; a page says so and is opened anew once the app answers.
 */
export const withoutCode = { default: PageWithoutCode, clientLoader: heard, clientAction: answered };

function PageWithoutCode() {
  const { t } = useTranslation("common");
  const comeBack = () => void window.lossbookComeBack?.();
  useEffect(comeBack, []);
  return (
    <Page title={t("failed.title")}>
      <Banner tone="warning" action={{ content: t("failed.again"), onAction: comeBack }}>
        {t("failed.ours")}
      </Banner>
    </Page>
  );
}
