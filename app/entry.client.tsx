import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { i18nOf } from "./i18n.ts";

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <I18nextProvider i18n={i18nOf(document.documentElement.lang)}>
        <RemixBrowser />
      </I18nextProvider>
    </StrictMode>,
  );
});
