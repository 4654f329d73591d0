import { contextOfApi } from "#app/context.server.ts";
import { limits } from "#app/domain/limits.ts";
import { door, respond } from "#app/http/respond.ts";
import { reasonInWords } from "#app/i18n.ts";
import { draftChoices } from "#app/queries/draft-choices.ts";

/** What a form of many products begins with. */
export const loader = door({
  GET: async ({ request }) => {
    const ctx = await contextOfApi(request);
    const choices = await draftChoices(ctx, limits.linesPerDocument);
    const reasons = choices.reasons.map((reason) => ({ ...reason, label: reasonInWords(reason.label) }));
    return respond({ ...choices, reasons });
  },
});

export const action = loader;
