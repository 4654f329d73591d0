import type { Problem } from "#app/domain/problem.ts";
import { ok, type Result } from "#app/domain/result.ts";
import type { WriteOffCommand } from "#app/domain/write-off/write-off-command.ts";
import { tagSubmitted } from "../incident/tag-documents.ts";
import { askUnderIncident } from "../request/ask-under-incident.ts";
import type { ShopContext } from "../shop-context.ts";
import type { Submitted } from "./commit-plan.ts";
import { submitWriteOff } from "./submit-write-off.ts";

/** `outside`: why it did not come under the incident its form names. */
export type SubmittedForm = Pick<Submitted, "documentId" | "requested"> & { outside: Problem[] };

/** What stood in a form, and the incident it was put under there. */
export async function submitForm(
  ctx: ShopContext,
  command: WriteOffCommand,
  incidentId: string | null,
): Promise<Result<SubmittedForm>> {
  const submitted = await submitWriteOff(ctx, command);
  if (!submitted.ok) return submitted;
  const { documentId, requested, first } = submitted.value;
  if (incidentId === null) return ok({ documentId, requested, outside: [] });
  const placed = requested
    ? await askUnderIncident(ctx, { id: documentId, incidentId, first })
    : await tagSubmitted(ctx, { documentId, incidentId, first });
  if (placed.ok) return ok({ documentId, requested, outside: [] });
  // The goods have left; an incident that was closed meanwhile does not bring them back.
  const { problems } = placed;
  ctx.log.warn({ documentId, incidentId, problems }, "what was sent did not come under its incident");
  return ok({ documentId, requested, outside: problems });
}
