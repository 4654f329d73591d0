import { oneLine, shortened } from "#app/domain/one-line.ts";
import { sentence } from "#app/i18n.ts";
import type { Letter, LetterNews } from "#app/ports/mail.ts";

export type LetterItem = { headline: string; lines: string[]; action: string; url: string };

/** What a letter says, in its reader's language, each thing on one line however it was typed. */
export type LetterWords = {
  subject: string;
  greeting: string;
  items: LetterItem[];
  more: string | null;
  all: string;
  why: string;
  choices: string;
  stop: string;
};

const TITLE_MAX = 120;
const WORDS_MAX = 300;

export function letterWords({ kind, to, shop, news, more }: Letter): LetterWords {
  const say = (key: string, facts: Record<string, unknown> = {}) => sentence(`mail:${key}`, facts, to.locale);
  const items = news.map((one) => itemOf(one, { locale: to.locale, timeZone: shop.timeZone }));
  const [first] = items;
  const count = news.length + more;
  const name = plain(to.name.split(" ")[0] ?? "", TITLE_MAX);
  const shopName = plain(shop.name, TITLE_MAX);
  const about = first && count === 1 ? first.headline : say(`subject.${kind}`, { count });
  return {
    subject: plain(`${shopName}: ${about}`, 2 * TITLE_MAX),
    greeting: name ? say("greeting", { name }) : say("greetingNobody"),
    items,
    more: more > 0 ? say("more", { count: more }) : null,
    all: say("all"),
    why: say("why", { shop: shopName }),
    choices: say("choices"),
    stop: say("stop"),
  };
}

function itemOf(news: LetterNews, at: { locale: string; timeZone: string }): LetterItem {
  const say = (key: string, facts: Record<string, unknown> = {}) => sentence(`news:${key}`, facts, at.locale);
  const { kind, number, lineCount, units, words, reference } = news;
  const [title, place, by, book] = [news.title, news.place, news.by, news.book].map((text) =>
    plain(text ?? "", TITLE_MAX),
  );
  const told = kind === "delivery-failed" && !reference ? "book-signed-out" : kind;
  // The units are those of all lines, not of the first one.
  const goods =
    lineCount > 1
      ? [title, say("andMore", { count: lineCount - 1 }), say("units", { count: units })]
      : [say("what", { count: units, title })];
  const when = new Intl.DateTimeFormat(at.locale, {
    ...{ dateStyle: "medium", timeStyle: "short", timeZone: at.timeZone },
  }).format(news.at);
  return {
    headline: say(`told.${told}`, { number: number ?? "", reference: reference ?? "", book }),
    lines: [
      title ? [...goods, place].filter(Boolean).join(" · ") : "",
      words ? say("words", { words: plain(words, WORDS_MAX) }) : "",
      by ? say("byWhen", { by, when }) : when,
    ].filter(Boolean),
    action: say(`action.${news.subjectKind}`),
    url: news.url,
  };
}

/** Nothing that ends a header, turns writing around or hides can come from a title. */
function plain(text: string, lengthMax: number): string {
  return shortened(oneLine(text), lengthMax);
}
