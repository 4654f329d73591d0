import type { LoaderFunctionArgs } from "@remix-run/node";
import { callbackOf, openSignIn, signInCookie } from "#app/book-door.server.ts";
import { plainPage } from "#app/components/plain-page.tsx";
import { signInOver } from "#app/components/sign-in-over.tsx";
import { sentence } from "#app/i18n.ts";
import { consentAddressOf } from "#app/use-cases/book/sign-in.ts";

/** Outside the admin's frame, where a vendor's own page may be opened: says whose shop it is for first. */
export async function loader({ request }: LoaderFunctionArgs) {
  const state = new URL(request.url).searchParams.get("state") ?? "";
  const open = await openSignIn(state);
  const address =
    open && consentAddressOf(open.ctx, open.signIn, { state, callback: callbackOf(open.signIn.kind) });
  if (!open || !address) return signInOver();
  const book = open.ctx.books.capabilitiesOf(open.signIn.kind).name;
  const shop = `${open.ctx.shop.name} (${open.ctx.domain})`;
  const headers = new Headers({ "Set-Cookie": await signInCookie.serialize(state) });
  return plainPage(
    sentence("book-door:title", { book }),
    <>
      <h1>{sentence("book-door:ask", { book, shop })}</h1>
      <p>{sentence("book-door:next", { book })}</p>
      <p>{sentence("book-door:stranger")}</p>
      <a href={address}>{sentence("book-door:continue", { book })}</a>
    </>,
    { headers },
  );
}
