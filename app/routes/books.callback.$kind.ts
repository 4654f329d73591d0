import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { callbackOf, pageInAdmin, signInCookie, takeSignIn } from "#app/book-door.server.ts";
import { signInOver } from "#app/components/sign-in-over.tsx";
import { takeSignInAnswer } from "#app/use-cases/book/sign-in.ts";

/** Where a vendor sends the person back to. The secret is spent whatever it answers. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const answered = new URL(request.url).searchParams;
  const state = answered.get("state") ?? "";
  const kept: unknown = await signInCookie.parse(request.headers.get("Cookie"));
  if (state === "" || kept !== state) return signInOver();
  const taken = await takeSignIn(state);
  if (!taken || taken.signIn.kind !== params.kind) return signInOver();
  const { ctx, signIn } = taken;
  const callback = callbackOf(signIn.kind);
  const answer = await takeSignInAnswer(ctx, signIn, { answered, callback });
  const page = answer.ok ? `/app/books/choose/${signIn.id}` : "/app/books?refused=1";
  const headers = { "Set-Cookie": await signInCookie.serialize("", { maxAge: 0 }) };
  return redirect(pageInAdmin(ctx.domain, page), { headers });
}
