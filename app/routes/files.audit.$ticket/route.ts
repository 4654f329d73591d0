import { feedParts } from "#app/context.server.ts";
import { respondProblems } from "#app/http/respond.ts";
import { parseAuditExport } from "#app/queries/audit-filter.ts";
import { auditStream } from "#app/queries/audit-stream.ts";
import { trailStart } from "#app/queries/trail-start.ts";
import { openAddress } from "#app/use-cases/evidence/open-address.ts";
import { feedDoor } from "../feed.v1.$name/feed-door.ts";
import { streamBody } from "../feed.v1.$name/stream-body.ts";
import { trailOf } from "./trail-of.ts";

const { database, streams } = feedParts;

/** The trail as a file: a head, the events as they were sealed, a foot. */
export const loader = feedDoor(async ({ request, params, context }) => {
  const over = respondProblems([{ code: "download-over" }]);
  if (String(context.path).endsWith(".data")) return over;
  const opened = await openAddress(database, params.ticket ?? "", new Date());
  const [, told] = /^audit (\{.*\})$/s.exec(opened?.opens ?? "") ?? [];
  const wanted = told ? parseAuditExport(JSON.parse(told)) : null;
  if (!opened || !wanted?.ok) return over;
  if (request.method === "HEAD") return new Response(null, { status: 204 });
  const { whole, ...filter } = wanted.value;
  const start = await trailStart(database, opened.shop.id);
  const { id: shopId, timeZone } = opened.shop;
  const span = { shopId, timeZone, through: start.head.sequence, ...(whole ? {} : filter) };
  const stream = await auditStream(streams, span);
  if (!stream) return respondProblems([{ code: "streams-busy", facts: { seconds: 10 } }]);
  const bytes = trailOf(stream, { start, whole, shop: opened.shop });
  const end = (reason: Error) => void stream.end(reason);
  const drained = context.drained as () => Promise<void>;
  const day = new Date().toISOString().slice(0, 10);
  return new Response(streamBody({ bytes, end }, { drained, signal: request.signal }), {
    headers: {
      "Content-Type": "application/x-ndjson; charset=utf-8",
      "Content-Disposition": `attachment; filename="lossbook-audit-${whole ? "whole" : "chosen"}-${day}.ndjson"`,
      "Cache-Control": "private, no-store, no-transform",
    },
  });
});

export const action = loader;
