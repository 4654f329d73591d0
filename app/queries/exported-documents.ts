import { documentRecord } from "#app/db/feed-records.ts";
import { Prisma } from "#app/db/generated/client.ts";
import { inShop } from "#app/db/in-shop-transaction.ts";
import type { ToldDocument } from "#app/domain/feed/told-document.ts";

import type { ShopContext } from "#app/use-cases/shop-context.ts";
import type { WriteOffFilter } from "./write-off-filter.ts";
import { type Matched, matching } from "./write-off-matching.ts";
import { withoutValue } from "./write-off-order.ts";

const BATCH = 200;

const records = Prisma.raw(
  documentRecord(`SELECT x.id, x.number AS place FROM document x
    WHERE x.shop_id = current_setting('app.shop_id')::uuid
      AND x.id = ANY(current_setting('export.ids')::uuid[])`),
);

/** The newest first, some at a time, each time in a transaction of its own: a long file holds nothing up. */
export async function* exportedDocuments(
  ctx: Matched & Pick<ShopContext, "database">,
  { chosen, seesCost }: { chosen: { numbers: number[] } | { filter: WriteOffFilter }; seesCost: boolean },
): AsyncGenerator<ToldDocument[]> {
  const { shopId } = ctx;
  const where =
    "numbers" in chosen
      ? Prisma.sql`d.shop_id = ${shopId}::uuid AND d.number = ANY(${chosen.numbers}::int[])`
      : matching(ctx, seesCost ? chosen.filter : withoutValue(chosen.filter));
  for (let before = 2_147_483_647; ; ) {
    const batch = await inShop(ctx.database, shopId, async (tx) => {
      const page = await tx.$queryRaw<{ id: string; number: number }[]>`
        SELECT d.id, d.number FROM document d WHERE ${where} AND d.number < ${before}::int
         ORDER BY d.number DESC LIMIT ${BATCH}::int`;
      const ids = `{${page.map(({ id }) => id).join()}}`;
      await tx.$queryRaw`SELECT set_config('export.ids', ${ids}, true)`;
      const rows = await tx.$queryRaw<Record<string, string>[]>(Prisma.sql`${records}`);
      return { page, told: rows.map((row) => JSON.parse(Object.values(row)[0] ?? "") as ToldDocument) };
    });
    const last = batch.page.at(-1);
    if (!last) return;
    before = last.number;
    yield batch.told.toReversed().map((document) => (seesCost ? document : costless(document)));
    if (batch.page.length < BATCH) return;
  }
}

function costless(document: ToldDocument): ToldDocument {
  return { ...document, lines: document.lines.map((line) => ({ ...line, unitCost: null, value: null })) };
}
