import { isUuid } from "#app/domain/ids.ts";

/** What stands in the form, as it was typed. */
export type ReportFields = {
  /** Comes with the form, so that sending it twice is sending it once. */
  id: string;
  reporter: string;
  note: string;
  reasonId: string;
  quantities: Map<string, string>;
};

/** Only items of this link are read; whatever else was posted is nobody's. */
export function fieldsOf(posted: URLSearchParams, items: { itemId: string }[]): ReportFields {
  const id = posted.get("id") ?? "";
  const typed = items.map(({ itemId }) => [itemId, (posted.get(`quantity ${itemId}`) ?? "").trim()] as const);
  return {
    id: isUuid(id) ? id : "",
    reporter: posted.get("reporter") ?? "",
    note: posted.get("note") ?? "",
    reasonId: posted.get("reason") ?? "",
    quantities: new Map(typed.filter(([, quantity]) => quantity !== "" && quantity !== "0")),
  };
}
