import { expect, test } from "vitest";
import { desk } from "./desk.ts";
import { barriers, overflowing, plainPages, tooSmall, unbracketed } from "./pages.ts";

const at = desk({ width: 390, height: 844 });

/** Brackets part a button's words from its longer name; in a real language the one begins with the other. */
const BEGINS_OTHERWISE = "label-content-name-mismatch";

/** What merchants, days and numbers say for themselves in any language. */
function sayThemselves(): RegExp {
  const { name, products, variants, items, locations, staff } = at.shopify.shop();
  const theirs = [
    name,
    ...[...products.values()].flatMap((product) => [product.title, product.vendor, product.productType]),
    ...[...variants.values()].flatMap(({ title }) => [title, ...title.split(" / ")]),
    ...[...items.values()].map(({ sku }) => sku ?? ""),
    ...[...locations.values()].map((location) => location.name),
    ...[...staff.values()].flatMap(({ firstName, lastName, email }) => [
      email,
      `${firstName} ${lastName}`,
      firstName,
    ]),
  ].filter(Boolean);
  const months = Array.from({ length: 12 }, (_, at) => new Date(2026, at, 1)).flatMap((day) =>
    (["long", "short"] as const).map((month) => day.toLocaleDateString("en", { month })),
  );
  const words = [...theirs, ...months].sort((one, other) => other.length - one.length);
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp([...escaped, "WO-\\d+", "Europe/Berlin", "AM|PM", "EUR"].join("|"), "g");
}

function readIn(locale: string): void {
  for (const person of at.shopify.shop().staff.values()) person.locale = locale;
}

/** What the width changes is drawn in the frame after the one that hears of it. */
function drawn(): Promise<unknown> {
  return new Promise((over) => requestAnimationFrame(() => requestAnimationFrame(over)));
}

test("no page overflows, hides words, leaves one untranslated or shuts anybody out in a longer language", async () => {
  readIn("en-XA");
  const own = sayThemselves();
  const id = await at.writeOff({ quantity: 3 }, { itemId: 4100000005 });
  const found: string[] = [];
  const more = [`/app/write-offs/${id}`, "/app/products/8000000001"];
  const views = ["/app/journal?view=balance", "/app/write-offs?reason=damaged"];
  for (const path of [...plainPages(), ...more, ...views]) {
    await at.open(path);
    const body = at.app.locator("body");
    const here = [
      ...(await overflowing(body)),
      ...(await tooSmall(body)),
      ...(await unbracketed(body, own)),
      ...(await barriers(at.page, [BEGINS_OTHERWISE])),
    ];
    found.push(...here.map((what) => `${path}: ${what}`));
    for (const width of [768, 1440]) {
      await at.resize({ width, height: 844 });
      await body.evaluate(drawn);
      found.push(...(await overflowing(body)).map((what) => `${path} at ${width}: ${what}`));
    }
    await at.resize({ width: 390, height: 844 });
  }
  expect(found).toEqual([]);
});

test("a Spaniard reads Spanish from the first byte on, with days and money as Spain writes them", async () => {
  readIn("es");
  const id = await at.writeOff({ quantity: 2 });
  for (const path of ["/app", "/app/write-offs", "/app/write-offs/new", "/app/settings"]) {
    await at.open(path);
    expect([path, await overflowing(at.app.locator("body"))]).toEqual([path, []]);
    expect([path, await barriers(at.page)]).toEqual([path, []]);
  }
  await at.open(`/app/write-offs/${id}`);
  await at.app.getByText("Dañado").first().waitFor();
  await at.app
    .getByText(/9,00\s€/)
    .first()
    .waitFor();
  expect(await at.app.locator("html").getAttribute("lang")).toBe("es");
  const loaded = await at.app.locator("html").evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map(({ name }) => /\/assets\/(en|es)-[\w-]+\.js/.exec(name)?.[1])
      .filter(Boolean),
  );
  expect([...new Set(loaded)]).toEqual(["es"]);
});
