import { feedParts } from "#app/context.server.ts";
import type { ExportedBook, ExportedEntry } from "#app/domain/journal/exported-entry.ts";
import { csv } from "#app/exports/csv.ts";
import type { ExportFormat, ExportWriter, Piece } from "#app/exports/export-format.ts";
import { fileNameOf, formatOf } from "#app/exports/index.ts";
import { respondProblems } from "#app/http/respond.ts";
import { exportedBook } from "#app/queries/exported-book.ts";
import { exportedEntries } from "#app/queries/exported-entries.ts";
import { exportedRows } from "#app/queries/exported-rows.ts";
import type { Stream } from "#app/queries/feed-stream.ts";
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
  const batches = await batchesOf(opened, format, book);
  if (!batches) {
    await opened.ended({ whole: false, rows: 0, bytes: 0 });
    return respondProblems([{ code: "streams-busy", facts: { seconds: 10 } }]);
  }
  const gone = new AbortController();
  const bytes = fileOf(opened, { format, book, batches, gone: gone.signal });
  const end = (reason: Error) => {
    gone.abort(reason);
    void batches.return(undefined);
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

/** Some entries as the file has them; the number is theirs. */
type Batch = [number, Piece];

type File = { format: ExportFormat; book: ExportedBook; batches: AsyncGenerator<Batch>; gone: AbortSignal };

async function* fileOf(
  opened: OpenedDownload,
  { format, book, batches, gone }: File,
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
    for await (const [rows, piece] of batches) {
      end.rows += rows;
      yield counted(piece);
    }
    gone.throwIfAborted();
    yield counted(writer.closing());
    end.whole = true;
  } finally {
    await batches.return(undefined);
    await opened.ended(end);
  }
}

/** CSV the database writes by itself; every other format is made here. Null when all places are taken. */
async function batchesOf(
  { shopId, from, to }: OpenedDownload,
  format: ExportFormat,
  book: ExportedBook,
): Promise<AsyncGenerator<Batch> | null> {
  if (format.id === csv.id) {
    const rows = await exportedRows(streams, shopId, { from, to });
    return rows && asWritten(rows);
  }
  const entries = await exportedEntries(streams, shopId, { from, to });
  return entries && written(entries, format.begin(book));
}

async function* asWritten(stream: Stream): AsyncGenerator<Batch> {
  let ended: Error | undefined = new Error("nobody reads on");
  let rows = 0;
  try {
    for (let block = await stream.next(); block; block = await stream.next()) {
      const known = rows;
      rows = stream.rows();
      yield [rows - known, block];
    }
    ended = undefined;
  } finally {
    await stream.end(ended);
  }
}

async function* written(
  entries: AsyncGenerator<Iterable<ExportedEntry>>,
  writer: ExportWriter,
): AsyncGenerator<Batch> {
  for await (const batch of entries) {
    const pieces = Array.from(batch, (entry) => writer.entry(entry));
    yield [pieces.length, joined(pieces)];
  }
}

/** One piece of many: text stays text for as long as it can. */
function joined(pieces: Piece[]): Piece {
  if (pieces.every((piece) => typeof piece === "string")) return pieces.join("");
  return Buffer.concat(pieces.map((piece) => (typeof piece === "string" ? Buffer.from(piece) : piece)));
}
