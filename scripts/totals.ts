import { parseArgs } from "node:util";
import { compareTotals, rebuildTotals } from "../app/db/daily-totals.ts";
import { openDatabase } from "../app/db/open-database.ts";
import { findShopId } from "../app/db/shops.ts";

const usage = `npm run totals -- --shop <name>.myshopify.com [--repair]

Sums all lines of a shop and compares with the totals that its screens read; says what differs and ends with 1
if anything does. DATABASE_APP_URL is the app's own, as in its environment.

  --repair  put the totals right; nobody settles meanwhile`;

const SHOWN = 20;

const { values } = parseArgs({
  options: { shop: { type: "string" }, repair: { type: "boolean", default: false } },
});
const url = process.env.DATABASE_APP_URL;
if (!values.shop || !url) {
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}
const database = openDatabase(url, (error) => process.stderr.write(`${error.message}\n`));
try {
  const shopId = await findShopId(database, values.shop);
  if (!shopId) throw new Error(`No shop is called ${values.shop}.`);
  const found = await compareTotals(database, shopId);
  for (const difference of found.slice(0, SHOWN)) say(JSON.stringify(difference));
  say(found.length === 0 ? "The totals are the sums of the lines." : `${found.length} totals differ.`);
  if (values.repair && found.length > 0) {
    await rebuildTotals(database, shopId);
    say(`Rebuilt. ${(await compareTotals(database, shopId)).length} totals differ now.`);
  } else if (found.length > 0) process.exitCode = 1;
} finally {
  await database.$disconnect();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
