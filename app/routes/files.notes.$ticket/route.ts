import { feedParts } from "#app/context.server.ts";
import { door, respondProblems } from "#app/http/respond.ts";
import { disposalNote } from "#app/queries/disposal-note.ts";
import { openNote } from "#app/use-cases/note/grant-notes.ts";
import { notePage } from "./note-page.ts";

const { database } = feedParts;

/** A page to be printed, behind the address a person was given: the admin fetches it and shows it. */
export const loader = door({
  GET: async ({ params }) => {
    const opened = await openNote(database, params.ticket ?? "", new Date());
    const document = opened && (await disposalNote(database, opened.shop.id, opened.documentId));
    if (!opened || !document) return respondProblems([{ code: "download-over" }]);
    return new Response(notePage(document, opened.shop.name, opened.locale), {
      headers: {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy":
          "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
        "Cache-Control": "private, no-store",
      },
    });
  },
});

export const action = loader;
