import { contextOfApi } from "#app/context.server.ts";
import { parseProductsCommand } from "#app/domain/draft/products-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { door, respond, respondProblems } from "#app/http/respond.ts";
import { beginWithProducts } from "#app/use-cases/draft/begin-with-products.ts";

/** Puts many products into one form of one's own; says which, and why the others cannot stand there. */
export const loader = door({
  POST: async ({ request }) => {
    const ctx = await contextOfApi(request);
    const body = await parseBody(request);
    const command = body.ok ? parseProductsCommand(body.value) : body;
    const begun = command.ok ? await beginWithProducts(ctx, command.value) : command;
    if (!begun.ok) return respondProblems(begun.problems);
    const { id, content, left } = begun.value;
    const lines = content.lines.map(({ variant, quantity }) => ({
      itemId: variant.itemId,
      productId: variant.productId,
      title: variant.title,
      variantTitle: variant.variantTitle,
      quantity: Number(quantity),
    }));
    return respond({ draft: { id, lines }, left });
  },
});

export const action = loader;
