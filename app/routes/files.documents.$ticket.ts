import { feedParts } from "#app/context.server.ts";
import { documentCsv } from "#app/exports/document-csv.ts";
import { respondProblems } from "#app/http/respond.ts";
import { exportedDocuments } from "#app/queries/exported-documents.ts";
import { parseWriteOffFilter } from "#app/queries/write-off-filter.ts";
import { openAddress } from "#app/use-cases/evidence/open-address.ts";
import { documentsFileOf } from "#app/use-cases/list/grant-documents-file.ts";
import { feedDoor } from "./feed.v1.$name/feed-door.ts";
import { streamBody } from "./feed.v1.$name/stream-body.ts";

const { database } = feedParts;

/** The list, or what was chosen of it, as a file; read and written some documents at a time. */
export const loader = feedDoor(async ({ request, params, context }) => {
  const over = respondProblems([{ code: "download-over" }]);
  if (String(context.path).endsWith(".data")) return over;
  const now = new Date();
  const opened = await openAddress(database, params.ticket ?? "", now);
  const file = opened && documentsFileOf(opened.opens);
  if (!file) return over;
  const { chosen, seesCost } = file;
  const filter = "query" in chosen ? parseWriteOffFilter(new URLSearchParams(chosen.query)) : null;
  if (filter && !filter.ok) return over;
  const wanted = "numbers" in chosen ? chosen : { filter: filter?.value ?? {} };
  const { shop } = opened;
  const clock = { now: () => now, sleep: async () => undefined };
  const ctx = { database, shopId: shop.id, shop, clock };
  const headers = {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="write-offs-${now.toISOString().slice(0, 10)}.csv"`,
    "Cache-Control": "private, no-store, no-transform",
  };
  if (request.method === "HEAD") return new Response(null, { headers });
  const batches = exportedDocuments(ctx, { chosen: wanted, seesCost });
  const end = () => void batches.return(undefined);
  const drained = context.drained as () => Promise<void>;
  return new Response(streamBody({ bytes: written(batches), end }, { drained, signal: request.signal }), {
    headers,
  });
});

export const action = loader;

async function* written(batches: ReturnType<typeof exportedDocuments>): AsyncGenerator<Uint8Array> {
  yield Buffer.from(documentCsv.opening());
  for await (const batch of batches) yield Buffer.from(batch.map(documentCsv.document).join(""));
}
