import pg from "pg";
import { describe, expect, test } from "vitest";
import { appRig, people } from "#tests/support/app-rig.ts";

const rig = appRig();
const host = btoa("admin.shopify.com/store/mug-shop").replace(/=+$/, "");

async function pageOf(userId: string, locale: string | null, path = "/app/tasks"): Promise<string> {
  const query = new URLSearchParams({ shop: "mug-shop.myshopify.com", host, embedded: "1" });
  query.set("id_token", rig.token(userId));
  const spoken = locale === null ? "" : `&${new URLSearchParams({ locale })}`;
  const page = await fetch(`${rig.web.url}${path}?${query}${spoken}`);
  return page.text();
}

const languageOf = (html: string) => /<html lang="([^"]*)"/.exec(html)?.[1];
const refusal = async (userId: string, headers: Record<string, string> = {}) => {
  const told = await rig.ask("/api/write-offs", { userId, body: { id: "none", lines: [] }, headers });
  return told.body.problems[0].message as string;
};

async function asAdmin(sql: string, values: string[] = []): Promise<void> {
  const client = new pg.Client(rig.database.adminUrl);
  await client.connect();
  await client.query(sql, values).finally(() => client.end());
}

describe("who reads", () => {
  test("is spoken to as the admin speaks to them now, from the first byte", async () => {
    const html = await pageOf(people.owner, "es-MX");
    expect(languageOf(html)).toBe("es-MX");
    expect(html).toContain("No hay nada pendiente para usted");
    expect(html).toMatch(/<link rel="modulepreload" href="\/assets\/es-[\w-]+\.js"/);
    expect(languageOf(await pageOf(people.owner, "en"))).toBe("en");
  });

  test("keeps that language where no address can say it", async () => {
    await pageOf(people.ava, "es");
    expect(languageOf(await pageOf(people.ava, null))).toBe("es");
    expect(await refusal(people.ava)).toBe("Este identificador no está completo.");
    await pageOf(people.ava, "en");
    expect(await refusal(people.ava)).toBe("This is not a whole id.");
  });

  test("gets the owner's language where we do not speak their own", async () => {
    await pageOf(people.owner, "es");
    await asAdmin("UPDATE person SET locale = 'fr' WHERE user_id = $1", [people.ben]);
    await pageOf(people.ben, null);
    await asAdmin("UPDATE person SET locale = 'fr' WHERE user_id = $1", [people.ben]);
    expect(languageOf(await pageOf(people.ben, "fr"))).toBe("es");
    await pageOf(people.owner, "en");
    expect(languageOf(await pageOf(people.ben, "fr"))).toBe("en");
  });

  test("is never answered in the language of somebody who asks at the same moment", async () => {
    const both = Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? "es" : "en"));
    await Promise.all([pageOf(people.owner, "es"), pageOf(people.manager, "en")]);
    const pages = await Promise.all(
      both.map((locale) => pageOf(locale === "es" ? people.owner : people.manager, null)),
    );
    expect(pages.map(languageOf)).toEqual(both);
  });

  test.each(["../../etc/passwd", "e".repeat(4_000), "zz", 'es"><script>', "x-private", "en-u-nu-arab"])(
    "stays readable whatever stands in the address: %#",
    async (locale) => {
      await pageOf(people.owner, "en");
      expect(languageOf(await pageOf(people.owner, locale))).toBe("en");
    },
  );

  test("reads our reasons in their language and the merchant's own as the merchant wrote them", async () => {
    await asAdmin("UPDATE reason SET label = 'Fell down' WHERE id = 'lost'");
    await pageOf(people.owner, "es");
    const form = await rig.ask("/api/write-offs/form?variantId=gid://shopify/ProductVariant/3100000001");
    const labels = form.body.reasons.map(({ label }: { label: string }) => label);
    expect(labels).toEqual(expect.arrayContaining(["Dañado", "Vencido", "Fell down"]));
    expect(form.body.disposals.map(({ label }: { label: string }) => label)).toContain("Donado");
  });

  test("who is nobody yet is answered as their browser asks", async () => {
    const told = await rig.ask("/api/write-offs", {
      token: null,
      body: {},
      headers: { "accept-language": "de, es-AR;q=0.8" },
    });
    expect(told.body.problems[0].message).toContain("Nadie ha iniciado sesión.");
    const outside = await fetch(`${rig.web.url}/books/start`, { headers: { "accept-language": "es" } });
    expect(await outside.text()).toContain('<html lang="es"');
  });
});
