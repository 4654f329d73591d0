import { grantedScopes } from "../access.ts";
import { type Answer, type Body, prepare, run } from "../graphql.ts";
import type { Visit } from "./visit.ts";

/**
 * An extension's own question to Shopify: asked with the app's scopes and the rights of the person at the
 * keyboard.
 */
export async function directApi({ world, shop, staff }: Visit, body: Body): Promise<Answer> {
  const prepared = prepare(body);
  if ("refusal" in prepared) return prepared.refusal;
  const scopes = grantedScopes(shop.installation?.scopes ?? world.app.scopes);
  return run(prepared, { world, shop, grant: { kind: "online", scopes, staff }, fault: null });
}
