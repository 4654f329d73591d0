import { z } from "zod";
import { isGid, type ProductId } from "../ids.ts";
import { limits } from "../limits.ts";
import type { Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";

const productId = z
  .string({ error: "bad-id" })
  .refine((value): value is ProductId => isGid("Product", value), { error: "bad-id" })
  .transform((value) => value as ProductId);

/** A form that begins with what is sold under these products and stands at one place. */
const productsCommand = z.strictObject(
  {
    id: field.uuid,
    productIds: z
      .array(productId, { error: "no-lines" })
      .min(1, { error: "no-lines" })
      .max(limits.linesPerDocument, { error: "too-many-lines" }),
    locationId: field.locationId,
    reasonId: field.slug,
    quantity: z.enum(["one", "all"], { error: "bad-field" }),
  },
  { error: "bad-field" },
);

export type ProductsCommand = z.output<typeof productsCommand>;

export function parseProductsCommand(input: unknown): Result<ProductsCommand> {
  return parseWith(productsCommand, input);
}
