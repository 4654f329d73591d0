import { contextOfShop, feedParts } from "#app/context.server.ts";
import { respondProblems } from "#app/http/respond.ts";
import { writeOffView } from "#app/queries/write-off-view.ts";
import { openAddress } from "#app/use-cases/evidence/open-address.ts";
import { feedDoor } from "./feed.v1.$name/feed-door.ts";
import { disposalNote } from "./files.proof.$ticket/disposal-note.ts";
import { paperWords } from "./files.proof.$ticket/paper-words.ts";

/** The same note for the app's own page, which opens it beside itself. */
export const loader = feedDoor(async ({ params, context }) => {
  const over = respondProblems([{ code: "download-over" }]);
  if (String(context.path).endsWith(".data")) return over;
  const opened = await openAddress(feedParts.database, params.ticket ?? "", new Date());
  const [kind, documentId = "", locale = ""] = opened?.opens.split(" ") ?? [];
  const ctx = opened && kind === "note" ? await contextOfShop(opened.shop.id) : null;
  const writeOff = ctx && (await writeOffView(ctx, { documentId, seesCost: false }));
  if (!ctx || !writeOff) return over;
  return disposalNote(writeOff, ctx.shop.name, paperWords(locale, writeOff.timeZone), locale);
});

export const action = loader;
