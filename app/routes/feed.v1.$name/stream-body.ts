import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { limits } from "#app/domain/limits.ts";

export type Source = {
  bytes: AsyncGenerator<Uint8Array>;
  /** Lets go of whatever makes the bytes, at once, wherever it is. */
  end(reason: Error): void;
};

type Reader = {
  /** Resolves when the connection has room again. */
  drained(): Promise<void>;
  signal: AbortSignal;
};

/**
 * A body that is made as fast as it is read: nothing is asked of the source while the reader does not keep
 * up, and one that reads nothing for a minute is taken for gone.
 */
export function streamBody(source: Source, { drained, signal }: Reader): ReadableStream<Uint8Array> {
  const leave = () => source.end(new Error("the reader went away"));
  signal.addEventListener("abort", leave, { once: true });
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const stalled = setTimeout(() => {
          leave();
          controller.error(new Error("the reader stood still"));
        }, limits.streamStallMs);
        await drained();
        clearTimeout(stalled);
        try {
          const { done, value } = await source.bytes.next();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          if (signal.aborted) controller.close();
          else controller.error(error);
        }
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  );
}

/** Packed quickly rather than tightly: the reader waits for the database, not for the packing. */
export async function* packed(bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const input = Readable.from(bytes, { objectMode: false });
  const gzip = createGzip({ level: 1 });
  input.once("error", (error) => gzip.destroy(error));
  try {
    yield* input.pipe(gzip);
  } finally {
    input.destroy();
    gzip.destroy();
  }
}
