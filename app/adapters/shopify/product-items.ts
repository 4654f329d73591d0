import type { ItemId, ProductId } from "#app/domain/ids.ts";
import type { ProductItems } from "#app/ports/shopify.ts";
import type { Client } from "./client.ts";
import type { AdminDocument } from "./documents/document.ts";
import { MORE_PRODUCT_ITEMS, PRODUCT_ITEMS, PRODUCTS_PER_READ } from "./documents/product-items.ts";
import { read } from "./read.ts";
import { answers, canExist, type ProductItemsAnswer } from "./translate.ts";

/** In the order asked for, without what is gone; reading ends once there are more than `most` items. */
export async function listProductItems(
  client: Client,
  ids: ProductId[],
  most: number,
): Promise<ProductItems[]> {
  const wanted = [...new Set(ids)].filter(canExist);
  const found: ProductItems[] = [];
  let count = 0;
  for (let at = 0; at < wanted.length && count <= most; at += PRODUCTS_PER_READ) {
    const page = wanted.slice(at, at + PRODUCTS_PER_READ);
    const { data } = await read(client, asked(PRODUCT_ITEMS, { ids: page }), answers.productItems);
    for (const product of data.nodes) {
      if (product === null || count > most) continue;
      const itemIds = await itemsOf(client, product, most - count);
      found.push({ productId: product.id, title: product.title, itemIds });
      count += itemIds.length;
    }
  }
  return found;
}

async function itemsOf(
  client: Client,
  { id, variants }: NonNullable<ProductItemsAnswer["nodes"][number]>,
  most: number,
): Promise<ItemId[]> {
  const itemIds = variants.nodes.map(({ inventoryItem }) => inventoryItem.id);
  let { pageInfo } = variants;
  while (pageInfo.hasNextPage && itemIds.length <= most) {
    const question = asked(MORE_PRODUCT_ITEMS, { id, after: pageInfo.endCursor });
    const { data } = await read(client, question, answers.moreProductItems);
    if (!data.product) break;
    itemIds.push(...data.product.variants.nodes.map(({ inventoryItem }) => inventoryItem.id));
    pageInfo = data.product.variants.pageInfo;
  }
  return itemIds;
}

function asked<V extends Record<string, unknown>>(document: AdminDocument<V>, variables: V) {
  return { document, variables, caller: { kind: "app" }, lane: "person" } as const;
}
