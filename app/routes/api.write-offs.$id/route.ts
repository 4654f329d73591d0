import { contextOfApi } from "#app/context.server.ts";
import { door, respondProblems } from "#app/http/respond.ts";
import { writeOffView } from "#app/queries/write-off-view.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { respondView } from "./respond-submitted.ts";

export const loader = door({
  GET: async ({ request, params }) => {
    const ctx = await contextOfApi(request);
    const query = { documentId: params.id ?? "", seesCost: await seesCost(ctx, { ask: true }) };
    const writeOff = await writeOffView(ctx, query);
    return writeOff ? respondView(writeOff) : respondProblems([{ code: "not-found" }]);
  },
});

export const action = loader;
