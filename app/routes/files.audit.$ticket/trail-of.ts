import { TRAIL_FORMAT, TRAIL_VERSION, type TrailFoot, type TrailHead } from "#app/domain/audit/trail-file.ts";
import type { Stream } from "#app/queries/feed-stream.ts";
import type { TrailStart } from "#app/queries/trail-start.ts";

type Told = { start: TrailStart; whole: boolean; shop: { id: string; name: string; domain: string } };

/** The trail's file around the lines of a stream, which ends with it. */
export async function* trailOf(stream: Stream, { start, whole, shop }: Told): AsyncGenerator<Uint8Array> {
  const { id, name, domain } = shop;
  const head: TrailHead = {
    ...{ format: TRAIL_FORMAT, version: TRAIL_VERSION, shop: { id, name, domain } },
    ...{ madeAt: new Date().toISOString(), whole, head: start.head, people: start.people },
  };
  let isRead = false;
  try {
    yield Buffer.from(`${JSON.stringify(head)}\n`);
    for (let block = await stream.next(); block; block = await stream.next()) yield block;
    const foot: TrailFoot = { end: { events: stream.rows(), head: start.head } };
    yield Buffer.from(`${JSON.stringify(foot)}\n`);
    isRead = true;
  } finally {
    await stream.end(isRead ? undefined : new Error("nobody reads on"));
  }
}
