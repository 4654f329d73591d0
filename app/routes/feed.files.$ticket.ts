import { feedParts } from "#app/context.server.ts";
import type { ExportedBook } from "#app/domain/journal/exported-entry.ts";
import type { ExportFormat, Piece } from "#app/exports/export-format.ts";
import { fileNameOf, formatOf } from "#app/exports/index.ts";
import { respondProblems } from "#app/http/respond.ts";
import { exportedBook } from "#app/queries/exported-book.ts";
import { exportedEntries } from "#app/queries/exported-entries.ts";
import { type OpenedDownload, openDownload } from "#app/use-cases/feed/grant-download.ts";
import { feedDoor } from "./feed.v1.$name/feed-door.ts";
import { streamBody } from "./feed.v1.$name/stream-body.ts";

const { database, streams } = feedParts;

/** The file behind an address that a person was given on a page. Asking with HEAD does not use it up. */
export const loader = feedDoor(async ({ request, params, context }) => {
  if (request.method === "HEAD") return new Response(null, { status: 204 });
  const opened = String(context.path).endsWith(".data")
    ? null
    : await openDownload(database, params.ticket ?? "");
  const format = opened && formatOf(opened.format);
  if (!opened || !format) return respondProblems([{ code: "download-over" }]);
  const shop = { id: opened.shopId, name: opened.shopName };
  const book = await exportedBook(database, shop, { ...opened, madeAt: new Date() });
  const entries = await exportedEntries(streams, opened.shopId, opened);
  if (!entries) {
    await opened.ended({ whole: false, rows: 0, bytes: 0 });
    return respondProblems([{ code: "streams-busy", facts: { seconds: 10 } }]);
  }
  const gone = new AbortController();
  const bytes = fileOf(opened, { format, book, entries, gone: gone.signal });
  const end = (reason: Error) => {
    gone.abort(reason);
    void entries.return(undefined);
  };
  const drained = context.drained as () => Promise<void>;
  const body = streamBody({ bytes, end }, { drained, signal: request.signal });
  return new Response(body, {
    headers: {
      "Content-Type": format.mediaType,
      "Content-Disposition": `attachment; filename="${fileNameOf(format, book)}"`,
      "Cache-Control": "no-store, no-transform",
    },
  });
});

export const action = loader;

type File = {
  format: ExportFormat;
  book: ExportedBook;
  entries: NonNullable<Awaited<ReturnType<typeof exportedEntries>>>;
  gone: AbortSignal;
};

async function* fileOf(
  opened: OpenedDownload,
  { format, book, entries, gone }: File,
): AsyncGenerator<Uint8Array> {
  const writer = format.begin(book);
  const end = { whole: false, rows: 0, bytes: 0 };
  const counted = (piece: Piece) => {
    const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
    end.bytes += bytes.length;
    return bytes;
  };
  try {
    yield counted(writer.opening());
    for await (const batch of entries) {
      end.rows += batch.length;
      yield counted(joined(batch.map((entry) => writer.entry(entry))));
    }
    gone.throwIfAborted();
    yield counted(writer.closing());
    end.whole = true;
  } finally {
    await entries.return(undefined);
    await opened.ended(end);
  }
}

/** One piece of many: text stays text for as long as it can. */
function joined(pieces: Piece[]): Piece {
  if (pieces.every((piece) => typeof piece === "string")) return pieces.join("");
  return Buffer.concat(pieces.map((piece) => (typeof piece === "string" ? Buffer.from(piece) : piece)));
}
