import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { withoutCode } from "./components/without-code.tsx";
import { type Language, languageOf, PSEUDO, type Sentences, speakerOf } from "./languages.ts";

const files: Record<Language, () => Promise<{ default: Sentences }>> = {
  en: () => import("./locales/en.ts"),
  es: () => import("./locales/es.ts"),
};

window.lossbookWithoutCode = withoutCode;

const locale = document.documentElement.lang;
const i18n = speakerOf(locale, await sentencesOf(locale));

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <RemixBrowser />
      </I18nextProvider>
    </StrictMode>,
  );
});

/** The reader's own language and no other. */
async function sentencesOf(locale: string): Promise<Sentences> {
  const { default: sentences } = await files[languageOf(locale)]();
  if (locale !== PSEUDO) return sentences;
  const { pseudoSentences } = await import("./locales/pseudo.ts");
  return pseudoSentences(sentences);
}
