import { sentence } from "#app/i18n.ts";
import { plainPage } from "./plain-page.tsx";

export function signInOver(): Response {
  return plainPage(
    sentence("book-door:over"),
    <>
      <h1>{sentence("book-door:over")}</h1>
      <p>{sentence("book-door:overWhy")}</p>
    </>,
    { status: 400 },
  );
}
