import { html } from "../shopify/admin/html.ts";
import { type Exchange, parseBody } from "../shopify/exchange.ts";
import type { BookEmulator } from "./emulator.ts";
import { redirect, sendPage } from "./layout.ts";

/** The vendor's page where a person lets the app in, or does not. False: not this address. */
export async function answerConsent(emulator: BookEmulator, exchange: Exchange): Promise<boolean> {
  if (exchange.path !== emulator.face.authorizePath) return false;
  const asked = exchange.url.searchParams;
  const mistake = mistakeIn(emulator, asked);
  if (mistake) {
    sendPage(exchange, 400, "This cannot be connected", html`<p class="bad">${mistake}</p>`);
    return true;
  }
  if (exchange.method === "POST") await decide(emulator, exchange, asked);
  else showConsent(emulator, exchange);
  return true;
}

function mistakeIn({ face, world }: BookEmulator, asked: URLSearchParams): string | null {
  if (asked.get("client_id") !== world.client.id) return "The client_id is unknown.";
  const address = asked.get("redirect_uri") ?? "";
  if (!URL.canParse(address) || (world.redirectUris && !world.redirectUris.includes(address)))
    return "The redirect_uri is not one of the app's.";
  if (asked.get("response_type") !== "code") return "The response_type must be code.";
  if (!asked.get("state")) return "The state is missing.";
  const wanted = (asked.get("scope") ?? "").split(" ").filter(Boolean);
  const foreign = wanted.filter((one) => !face.scope.split(" ").includes(one));
  if (wanted.length === 0 || foreign.length > 0) return `The scope is invalid: ${foreign.join(" ")}`;
  const method = asked.get("code_challenge_method");
  if (asked.get("code_challenge") && method !== "S256") return "The code_challenge_method must be S256.";
  return null;
}

function showConsent({ face, world }: BookEmulator, exchange: Exchange): void {
  const type = face.manyOrganisations ? "checkbox" : "radio";
  const choices = [...world.organisations.values()].map(
    ({ id, name, currency }, at) => html`<label class="choice">
      <input type="${type}" name="organisation" value="${id}" ${at === 0 ? "checked" : ""}>
      ${name} <small>${currency} · ${id}</small></label>`,
  );
  const body = html`<form method="post">
    <p><b>Lossbook</b> wants to read the chart of accounts and to write journal entries in:</p>
    ${choices}
    <p><button name="decision" value="connect" class="main">Connect</button>
    <button name="decision" value="cancel">No thanks</button></p></form>`;
  sendPage(exchange, 200, `${face.name}: connect an app`, body);
}

async function decide(
  { face, world }: BookEmulator,
  exchange: Exchange,
  asked: URLSearchParams,
): Promise<void> {
  const form = new URLSearchParams((await exchange.readBody()).toString("utf8"));
  const back = new URL(asked.get("redirect_uri") ?? "");
  back.searchParams.set("state", asked.get("state") ?? "");
  const known = form.getAll("organisation").filter((id) => world.organisations.has(id));
  const organisationIds = face.manyOrganisations ? known : known.slice(0, 1);
  if (form.get("decision") !== "connect" || organisationIds.length === 0) {
    back.searchParams.set("error", "access_denied");
    return redirect(exchange, back.href);
  }
  const code = world.signIns.consent({
    clientId: asked.get("client_id") ?? "",
    redirectUri: asked.get("redirect_uri") ?? "",
    scope: asked.get("scope") ?? "",
    organisationIds,
    challenge: asked.get("code_challenge"),
  });
  back.searchParams.set("code", code);
  for (const [name, value] of Object.entries(face.callbackOf(organisationIds)))
    back.searchParams.set(name, value);
  world.changed();
  redirect(exchange, back.href);
}

/** The client's own id and secret, in the header or in the form. */
export function isClient({ world }: Pick<BookEmulator, "world">, exchange: Exchange, text: string): boolean {
  const { authorization = "" } = exchange.request.headers;
  const [, encoded] = /^Basic (.+)$/i.exec(authorization) ?? [];
  if (encoded)
    return Buffer.from(encoded, "base64").toString() === `${world.client.id}:${world.client.secret}`;
  const form = parseBody(Buffer.from(text), exchange.request.headers["content-type"]) ?? {};
  return form.client_id === world.client.id && form.client_secret === world.client.secret;
}
