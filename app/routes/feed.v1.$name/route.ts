import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { feedParts } from "#app/context.server.ts";
import { type FeedRequest, parseFeedRequest } from "#app/domain/feed/feed-request.ts";
import { knows, respond, respondProblems } from "#app/http/respond.ts";
import { feedStream } from "#app/queries/feed-stream.ts";
import { beginPull, type Pull } from "#app/use-cases/feed/begin-pull.ts";
import { enterFeed, type FeedGuest } from "#app/use-cases/feed/enter-feed.ts";
import { type PullPlan, planPull } from "#app/use-cases/feed/plan-pull.ts";
import description from "#docs/openapi-feed.json" with { type: "json" };
import { callerOf } from "./caller-of.ts";
import { feedBytes, MEDIA_TYPES } from "./feed-bytes.ts";
import { feedDoor } from "./feed-door.ts";
import { packed, type Source, streamBody } from "./stream-body.ts";

const { database, streams, ids } = feedParts;

/** The accountant's door: read-only, by token alone; what is told is fixed before the first byte leaves. */
export const loader = feedDoor(async (args) => {
  const { request, params, context } = args;
  // The library would gather a whole body for a page that asks for its data: here is no page.
  if (String(context.path).endsWith(".data")) return respondProblems([{ code: "not-found" }]);
  if (params.name === "openapi.json") return respond(description);
  const guest = await enterFeed(database, request.headers.get("authorization"));
  if (!guest.ok) return respondProblems(guest.problems);
  const asked = parseFeedRequest({
    name: params.name ?? "",
    params: new URL(request.url).searchParams,
    accept: request.headers.get("accept") ?? "",
  });
  if (!asked.ok) return respondProblems(asked.problems);
  const plan = await planPull(database, guest.value, asked.value);
  if (!plan.ok) return respondProblems(plan.problems);
  const headers = headersOf(asked.value, plan.value);
  if (knows(request, plan.value.etag)) return new Response(null, { status: 304, headers });
  if (request.method === "HEAD") return new Response(null, { headers });
  return pull(args, { guest: guest.value, asked: asked.value, plan: plan.value, headers });
});

export const action = loader;

type Agreed = { guest: FeedGuest; asked: FeedRequest; plan: PullPlan; headers: Headers };

async function pull(
  { request, context }: LoaderFunctionArgs | ActionFunctionArgs,
  { guest, asked, plan, headers }: Agreed,
): Promise<Response> {
  const caller = callerOf(request.headers);
  const begun = await beginPull(database, ids, { guest, request: asked, plan, caller });
  if (!begun.ok) return respondProblems(begun.problems);
  const source = await sourceOf(begun.value, { guest, asked, plan });
  if (!source) return respondProblems([{ code: "streams-busy", facts: { seconds: 10 } }]);
  const zipped = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test(
    request.headers.get("accept-encoding") ?? "",
  );
  if (zipped) headers.set("Content-Encoding", "gzip");
  const bytes = zipped ? packed(source.bytes) : source.bytes;
  const drained = context.drained as () => Promise<void>;
  return new Response(streamBody({ ...source, bytes }, { drained, signal: request.signal }), { headers });
}

/** The bytes, and the word on how they ended: whole, or broken off by the reader or the database. */
async function sourceOf(pull: Pull, { guest, asked, plan }: Omit<Agreed, "headers">): Promise<Source | null> {
  const stream = await feedStream(streams, guest.shopId, plan.span, asked.format).catch(
    async (error: unknown) => {
      await pull.ended({ status: 500, whole: false, rows: 0, bytes: 0 });
      throw error;
    },
  );
  if (!stream) {
    await pull.ended({ status: 503, whole: false, rows: 0, bytes: 0 });
    return null;
  }
  async function* counted(): AsyncGenerator<Uint8Array> {
    const end = { status: 200, whole: false, rows: 0, bytes: 0 };
    try {
      for await (const block of feedBytes(stream as NonNullable<typeof stream>, asked, plan)) {
        end.bytes += block.length;
        yield block;
      }
      end.whole = true;
    } finally {
      await stream?.end(end.whole ? undefined : new Error("nobody reads on"));
      await pull.ended({ ...end, rows: stream?.rows() ?? 0 });
    }
  }
  return { bytes: counted(), end: (reason) => void stream.end(reason) };
}

function headersOf({ format, resource }: FeedRequest, { etag, next, more }: PullPlan): Headers {
  return new Headers({
    "Content-Type": MEDIA_TYPES[format],
    "Content-Disposition": `attachment; filename="lossbook-${resource}.${format}"`,
    // No cache on the way may keep it or pack it anew; the reader's own may, and asks each time.
    "Cache-Control": "private, no-cache, no-transform",
    Vary: "Authorization, Accept, Accept-Encoding",
    ETag: etag,
    "X-Next-Cursor": next,
    "X-More": String(more),
  });
}
