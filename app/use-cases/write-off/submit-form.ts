import { ok, type Result } from "#app/domain/result.ts";
import type { WriteOffCommand } from "#app/domain/write-off/write-off-command.ts";
import { tagDocuments } from "../incident/tag-documents.ts";
import { askUnderIncident } from "../request/ask-under-incident.ts";
import type { ShopContext } from "../shop-context.ts";
import type { Submitted } from "./commit-plan.ts";
import { submitWriteOff } from "./submit-write-off.ts";

/** What stood in a form, and the incident it was put under there. */
export async function submitForm(
  ctx: ShopContext,
  command: WriteOffCommand,
  incidentId: string | null,
): Promise<Result<Pick<Submitted, "documentId" | "requested">>> {
  const submitted = await submitWriteOff(ctx, command);
  if (!submitted.ok) return submitted;
  const { documentId, requested } = submitted.value;
  // The goods have left; an incident that was closed meanwhile does not bring them back.
  if (incidentId && requested) await askUnderIncident(ctx, { id: documentId, incidentId });
  else if (incidentId) await tagDocuments(ctx, { incidentId, documentIds: [documentId] });
  return ok({ documentId, requested });
}
