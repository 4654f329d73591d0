import { findDocument } from "#app/db/documents.ts";
import type { Tx } from "#app/db/in-shop-transaction.ts";
import { findRequest } from "#app/db/requests.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { Submitted } from "./commit-plan.ts";

/** The same id with the same content is answered as the first time; with other content it is refused. */
export async function findFirstAnswer(
  tx: Tx,
  id: string,
  fingerprint: string,
): Promise<Result<Submitted> | null> {
  const [document, request] = await Promise.all([findDocument(tx, id), findRequest(tx, id)]);
  const known = document ?? request;
  if (!known) return null;
  if (known.fingerprint !== fingerprint) return refuse({ code: "id-taken", at: ["id"] });
  const requested = document || !request ? null : request.state;
  return ok({ documentId: id, first: false, begun: null, requested });
}
