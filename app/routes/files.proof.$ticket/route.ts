import { HASH_LIST } from "#app/components/verifier/check-pack.ts";
import { contextOfShop, feedParts } from "#app/context.server.ts";
import { type ProofTerms, parseProofTerms } from "#app/domain/evidence/proof-command.ts";
import { respondProblems } from "#app/http/respond.ts";
import { auditStream } from "#app/queries/audit-stream.ts";
import { evidenceOf } from "#app/queries/evidence-list.ts";
import { proofSubject } from "#app/queries/proof-subject.ts";
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
  const pack = await preparedPack(opened.shop.id, terms);
  if (!pack) return over;
  const bytes = zipOf(packOf(pack), HASH_LIST);
  const end = () => void bytes.return(undefined);
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

async function preparedPack(shopId: string, terms: ProofTerms): Promise<Pack | null> {
  const ctx = await contextOfShop(shopId);
  const subject = ctx && (await proofSubject(ctx, terms));
  if (!ctx || !subject || subject.documents.length === 0) return null;
  const start = await trailStart(database, shopId);
  const { id, name, domain } = { id: shopId, name: ctx.shop.name, domain: ctx.domain };
  const isIncident = terms.kind === "incident";
  return {
    ...{ ctx, subject, isIncident },
    words: paperWords(terms.locale, ctx.shop.timeZone),
    seal: `${start.head.sequence} ${start.head.hash}`,
    loose: isIncident ? await evidenceOf(ctx, [terms.id]) : [],
    async *trail(subjectIds) {
      const span = { shopId, timeZone: ctx.shop.timeZone, through: start.head.sequence };
      const stream = await auditStream(streams, { ...span, subjectIds: [terms.id, ...subjectIds] });
      if (!stream) throw new Error("no place for a stream became free");
      yield* trailOf(stream, { start, whole: false, shop: { id, name, domain } });
    },
  };
}
