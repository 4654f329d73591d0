import { invariant } from "#app/domain/invariant.ts";
import { pictureOf } from "#app/exports/pdf/picture.ts";
import { createSheet, PAPERS, type Sheet } from "#app/exports/pdf/sheet.ts";
import { typefaceOf } from "#app/exports/pdf/typeface.ts";
import { fonts } from "#app/fonts.server.ts";
import type { EvidenceView } from "#app/queries/evidence-list.ts";
import type { ProofSubject } from "#app/queries/proof-subject.ts";
import { type WriteOffPage, writeOffPage } from "#app/queries/write-off-page.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { verifierFile } from "#app/verifier.server.ts";
import { captionsOf, writeDocument } from "./document-sheet.ts";
import { writeIncident } from "./incident-sheet.ts";
import type { PaperWords } from "./paper-words.ts";
import type { ZipFile } from "./zip.ts";

export type Pack = {
  ctx: ShopContext;
  subject: ProofSubject;
  isIncident: boolean;
  words: PaperWords;
  seal: string;
  /** Photos and files of the incident itself. */
  loose: EvidenceView[];
  /** Begun before the first byte of the pack: what is promised is kept. */
  trail: AsyncIterable<Uint8Array>;
};

/**
 * File by file: at any time one document, and one of its photos, is in memory. The trail first: it holds one
 * of few places, and only for so long; photos take as long as their reader does.
 */
export async function* packOf(pack: Pack): AsyncGenerator<ZipFile> {
  const { ctx, subject, isIncident, words } = pack;
  yield { name: "audit.ndjson", bytes: pack.trail };
  if (isIncident) {
    yield { name: "incident.pdf", bytes: incidentPaper(pack) };
    yield json("incident.json", subject);
    yield json("evidence.json", pack.loose.map(keptOf));
  }
  for (const { evidence, name } of named(pack.loose, ""))
    if (!evidence.erased) yield { name, bytes: await bytesOf(ctx, evidence) };
  for (const { id, number } of subject.documents) {
    const page = await writeOffPage(ctx, { documentId: id, seesCost: true });
    if (!page) continue;
    const folder = isIncident ? `${number}/` : "";
    yield { name: `${folder}${number}.pdf`, bytes: documentPaper(pack, page) };
    yield json(`${folder}document.json`, page.writeOff);
    yield json(`${folder}entries.json`, page.entries);
    yield json(`${folder}deliveries.json`, page.deliveries);
    yield json(`${folder}evidence.json`, page.evidence.map(keptOf));
    for (const { evidence, name } of named(page.evidence, folder))
      if (!evidence.erased) yield { name, bytes: await bytesOf(ctx, evidence) };
  }
  for (const name of ["verifier.html", "verify.mjs"]) {
    const file = await verifierFile(name);
    if (file) yield { name, bytes: file.bytes };
  }
  yield { name: "README.txt", bytes: Buffer.from(`${words.say("readme", { seal: pack.seal })}\n`) };
}

function sheetOf(pack: Pack, title: string, faces: Parameters<typeof createSheet>[0]): Sheet {
  const { words, ctx } = pack;
  const isLetter = ["USD", "CAD", "MXN"].includes(ctx.shop.currency);
  return createSheet(faces, isLetter ? PAPERS.letter : PAPERS.a4, {
    ...{ title, foot: `${ctx.shop.name} · ${title}`, lacking: words.say("lacking") },
    page(page) {
      const [before = "", after = ""] = words.say("page", { page, pages: "\u0001" }).split("\u0001");
      return [before, after];
    },
  });
}

async function* documentPaper(pack: Pack, page: WriteOffPage): AsyncGenerator<Uint8Array> {
  const { words, ctx } = pack;
  const { plain, bold } = await fonts();
  const sheet = sheetOf(pack, page.writeOff.number, { plain: typefaceOf(plain), bold: typefaceOf(bold) });
  writeDocument(sheet, page, ctx.shop.name, words);
  yield* sheet.take();
  if (page.evidence.length > 0) sheet.heading(words.say("photos"), 360);
  yield* photos(sheet, pack, named(page.evidence, ""));
  sheet.heading(words.say("signatures"));
  sheet.signatures([words.say("sign.by"), words.say("sign.witness"), words.say("sign.day")]);
  sheet.small(words.say("sealed", { seal: pack.seal }));
  yield* sheet.end();
}

async function* incidentPaper(pack: Pack): AsyncGenerator<Uint8Array> {
  const { words, subject } = pack;
  const { plain, bold } = await fonts();
  const sheet = sheetOf(pack, subject.name, { plain: typefaceOf(plain), bold: typefaceOf(bold) });
  writeIncident(sheet, subject, words);
  yield* sheet.take();
  if (pack.loose.length > 0) sheet.heading(words.say("photos"), 360);
  yield* photos(sheet, pack, named(pack.loose, ""));
  sheet.small(words.say("sealed", { seal: pack.seal }));
  yield* sheet.end();
}

type Named = { evidence: EvidenceView; name: string };

async function* photos(sheet: Sheet, { ctx, words }: Pack, all: Named[]): AsyncGenerator<Uint8Array> {
  for (const { evidence, name } of all) {
    const isPicture = evidence.isShown && !evidence.erased;
    const shown = isPicture ? pictureOf(evidence.mediaType, await bytesOf(ctx, evidence)) : null;
    sheet.picture(shown, captionsOf(evidence, name, words));
    yield* sheet.take();
  }
}

/** Names that every system takes, in the order the photos were added. */
function named(all: EvidenceView[], folder: string): Named[] {
  return all.map((evidence, index) => {
    const dot = evidence.name.lastIndexOf(".");
    const stem = evidence.name
      .slice(0, dot)
      .normalize("NFKD")
      .replace(/[^A-Za-z0-9_-]+/g, "-")
      .slice(0, 40);
    const place = String(index + 1).padStart(2, "0");
    return { evidence, name: `${folder}evidence/${place}-${stem || "file"}${evidence.name.slice(dot)}` };
  });
}

async function bytesOf(ctx: ShopContext, { sha256, size }: EvidenceView): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of ctx.files.read(Buffer.from(sha256, "hex"))) parts.push(part);
  const bytes = Buffer.concat(parts);
  // Erased since it was listed: rather no pack than one that says it holds it.
  invariant(bytes.length === size, "a pack holds what it lists");
  return bytes;
}

/** Without the address it can be seen at for half an hour. */
function keptOf({ address: _, isShown: __, ...kept }: EvidenceView) {
  return kept;
}

function json(name: string, content: unknown): ZipFile {
  return { name, bytes: Buffer.from(`${JSON.stringify(content, null, 2)}\n`) };
}
