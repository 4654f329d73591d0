import { feedParts } from "#app/context.server.ts";
import { dispositionOf } from "#app/domain/evidence/file-name.ts";
import { isShownInline } from "#app/domain/evidence/read-file.ts";
import { respondProblems } from "#app/http/respond.ts";
import { evidenceFile } from "#app/queries/evidence-file.ts";
import { openAddress } from "#app/use-cases/evidence/open-address.ts";
import { feedDoor } from "./feed.v1.$name/feed-door.ts";
import { streamBody } from "./feed.v1.$name/stream-body.ts";

const { database, filesOf } = feedParts;

/**
 * A photo as it was kept. Whatever is in it, it is no page of ours: no script, no frame, no other guess at
 * its kind.
 */
export const loader = feedDoor(async ({ request, params, context }) => {
  const over = respondProblems([{ code: "download-over" }]);
  if (String(context.path).endsWith(".data")) return over;
  const opened = await openAddress(database, params.ticket ?? "", new Date());
  const [kind, id = ""] = opened?.opens.split(" ") ?? [];
  if (!opened || kind !== "evidence") return over;
  const file = await evidenceFile(database, opened.shop.id, id);
  if (!file) return over;
  const headers = {
    "Content-Type": file.mediaType,
    "Content-Length": String(file.size),
    "Content-Disposition": dispositionOf(isShownInline(file.mediaType) ? "inline" : "attachment", file.name),
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Cache-Control": "private, no-store, no-transform",
  };
  if (request.method === "HEAD") return new Response(null, { headers });
  const bytes = filesOf(opened.shop.id).read(file.sha256);
  const end = () => void bytes.return(undefined);
  const drained = context.drained as () => Promise<void>;
  return new Response(streamBody({ bytes, end }, { drained, signal: request.signal }), { headers });
});

export const action = loader;
