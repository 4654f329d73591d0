import { EvidenceSection } from "#app/components/evidence-section.tsx";
import type { PickedPhotos } from "#app/components/use-picked-photos.ts";
import type { FormPage } from "#app/queries/form-page.ts";
import type { WriteOff } from "./use-write-off.ts";

/** Photos hang on the document to come; a reason that needs one is asked about again once it is there. */
export function PhotosCard({ page, at, picks }: { page: FormPage; at: WriteOff; picks?: PickedPhotos }) {
  return (
    <EvidenceSection
      owner={{ kind: "document", id: at.id }}
      kept={page.evidence}
      none={null}
      {...(picks ? { picks } : {})}
      timeZone={page.form.shop.timeZone}
      mayAdd
      isDraft
      onChange={at.preview.again}
    />
  );
}
