import { contextOfApi } from "#app/context.server.ts";
import { door, respondProblems } from "#app/http/respond.ts";
import { spokenLocale } from "#app/i18n.ts";
import { writeOffView } from "#app/queries/write-off-view.ts";
import { disposalNote } from "./files.proof.$ticket/disposal-note.ts";
import { paperWords } from "./files.proof.$ticket/paper-words.ts";

/** For the print action of the admin, which fetches it with the person's token and prints what it gets. */
export const loader = door({
  GET: async ({ request, params }) => {
    const ctx = await contextOfApi(request);
    const writeOff = await writeOffView(ctx, { documentId: params.id ?? "", seesCost: false });
    if (!writeOff) return respondProblems([{ code: "not-found" }]);
    const locale = spokenLocale();
    return disposalNote(writeOff, ctx.shop.name, paperWords(locale, writeOff.timeZone), locale);
  },
});

export const action = loader;
