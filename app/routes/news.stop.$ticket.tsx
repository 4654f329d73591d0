import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { plainPage } from "#app/components/plain-page.tsx";
import { mailParts } from "#app/context.server.ts";
import { sentence } from "#app/i18n.ts";
import { findStopReader, stopMail } from "#app/use-cases/news/choose-news.ts";

const { database, openTicket } = mailParts;

/** Asks first: programs that look at every link of a letter would otherwise end the mail of its reader. */
export async function loader({ params }: LoaderFunctionArgs) {
  const wish = openTicket(params.ticket ?? "");
  const reader = wish && (await findStopReader(database, wish));
  if (!reader) return overPage();
  const say = (key: string) => sentence(`news-stop:${key}`, { shop: reader.shopName }, reader.locale);
  return plainPage(
    say("title"),
    <>
      <h1>{say("title")}</h1>
      <p>{say("ask")}</p>
      <form method="post">
        <button type="submit">{say("stop")}</button>
      </form>
    </>,
    { asks: true, locale: reader.locale },
  );
}

/** The same for a person who pressed the button and for a mail program that does it for them. */
export async function action({ params }: ActionFunctionArgs) {
  const wish = openTicket(params.ticket ?? "");
  const reader = wish && (await findStopReader(database, wish));
  if (!wish || !reader || !(await stopMail(database, wish))) return overPage();
  const say = (key: string) => sentence(`news-stop:${key}`, { shop: reader.shopName }, reader.locale);
  return plainPage(
    say("done"),
    <>
      <h1>{say("done")}</h1>
      <p>{say("later")}</p>
    </>,
    { locale: reader.locale },
  );
}

function overPage(): Response {
  const title = sentence("news-stop:over");
  return plainPage(
    title,
    <>
      <h1>{title}</h1>
      <p>{sentence("news-stop:overBody")}</p>
    </>,
    { status: 404 },
  );
}
