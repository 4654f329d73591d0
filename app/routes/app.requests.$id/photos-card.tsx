import { EvidenceSection } from "#app/components/evidence-section.tsx";
import type { EvidenceView } from "#app/queries/evidence-list.ts";

type Props = {
  id: string;
  evidence: EvidenceView[];
  timeZone: string;
  mayAdd: boolean;
  mayWithdraw: string[];
};

/** What the second person looks at; it hangs on the document that may come of the request. */
export function PhotosCard({ id, evidence, ...field }: Props) {
  return <EvidenceSection owner={{ kind: "document", id }} kept={evidence} {...field} />;
}
