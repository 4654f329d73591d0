import { HASH_LIST } from "#app/components/verifier/check-pack.ts";
import { contextOfShop, feedParts } from "#app/context.server.ts";
import { type ProofTerms, parseProofTerms } from "#app/domain/evidence/proof-command.ts";
import { respondProblems } from "#app/http/respond.ts";
import { auditStream } from "#app/queries/audit-stream.ts";
import { evidenceOf } from "#app/queries/evidence-list.ts";
import { proofSubject, trailSubjects } from "#app/queries/proof-subject.ts";
import { trailStart } from "#app/queries/trail-start.ts";
import { openAddress } from "#app/use-cases/evidence/open-address.ts";
import { feedDoor } from "../feed.v1.$name/feed-door.ts";
import { streamBody } from "../feed.v1.$name/stream-body.ts";
import { trailOf } from "../files.audit.$ticket/trail-of.ts";
import { type Pack, packOf } from "./pack-of.ts";
import { paperWords } from "./paper-words.ts";
import { zipOf } from "./zip.ts";

const { database, streams } = feedParts;

/** What shows a document, or all of an incident, to somebody who has no account here and trusts nobody. */
export const loader = feedDoor(async ({ request, params, context }) => {
  const over = respondProblems([{ code: "download-over" }]);
  if (String(context.path).endsWith(".data")) return over;
  const opened = await openAddress(database, params.ticket ?? "", new Date());
  const [, told] = /^proof (\{.*\})$/s.exec(opened?.opens ?? "") ?? [];
  const terms = told ? parseProofTerms(told) : null;
  if (!opened || !terms) return over;
  if (request.method === "HEAD") return new Response(null, { status: 204 });
  const prepared = await preparedPack(opened.shop.id, terms);
  if (!prepared) return over;
  if (prepared === "busy") return respondProblems([{ code: "streams-busy", facts: { seconds: 10 } }]);
  const { pack, stream } = prepared;
  const bytes = zipOf(packOf(pack), HASH_LIST);
  const end = (reason: Error) => {
    void bytes.return(undefined);
    void stream.end(reason);
  };
  const drained = context.drained as () => Promise<void>;
  const name = pack.subject.name
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9_-]+/g, "-")
    .slice(0, 60);
  return new Response(streamBody({ bytes, end }, { drained, signal: request.signal }), {
    headers: {
      "Content-Type": "application/zip",
      "Content-Disposition": `attachment; filename="proof-${name || "pack"}.zip"`,
      "Cache-Control": "private, no-store, no-transform",
    },
  });
});

export const action = loader;

type Prepared = { pack: Pack; stream: NonNullable<Awaited<ReturnType<typeof auditStream>>> };

/** The place for the trail is taken before the first byte: a pack that has begun would break off without. */
async function preparedPack(shopId: string, terms: ProofTerms): Promise<Prepared | "busy" | null> {
  const ctx = await contextOfShop(shopId);
  const subject = ctx && (await proofSubject(ctx, terms));
  if (!ctx || !subject || subject.documents.length === 0) return null;
  const start = await trailStart(database, shopId);
  const documentIds = subject.documents.map((document) => document.id);
  const subjectIds = [terms.id, ...(await trailSubjects(ctx, documentIds))];
  const span = { shopId, timeZone: ctx.shop.timeZone, through: start.head.sequence, subjectIds };
  const shop = { id: shopId, name: ctx.shop.name, domain: ctx.domain };
  const isIncident = terms.kind === "incident";
  const loose = isIncident ? await evidenceOf(ctx, [terms.id]) : [];
  const stream = await auditStream(streams, span);
  if (!stream) return "busy";
  const pack = {
    ...{ ctx, subject, isIncident, loose },
    words: paperWords(terms.locale, ctx.shop.timeZone),
    seal: `${start.head.sequence} ${start.head.hash}`,
    trail: trailOf(stream, { start, whole: false, shop }),
  };
  return { pack, stream };
}
