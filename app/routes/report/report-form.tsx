import { fullNameOf } from "#app/components/item-name.tsx";
import { limits } from "#app/domain/limits.ts";
import type { Problem, ProblemCode } from "#app/domain/problem.ts";
import { sentence } from "#app/i18n.ts";
import type { ReportGuest } from "#app/use-cases/report/enter-report.ts";
import type { ReportFields } from "./report-fields.ts";

type Props = { guest: ReportGuest; token: string; fields: ReportFields; problems: Problem[] };

/** A form that needs no script; what was typed comes back with what is wrong with it. */
export function ReportForm({ guest, token, fields, problems }: Props) {
  return (
    <form method="post" action="/report">
      <input type="hidden" name="link" value={token} />
      <input type="hidden" name="id" value={fields.id} />
      {problems.length > 0 ? (
        <div role="alert">
          <p>{sentence("report:again")}</p>
          <ul>
            {[...new Set(problems.map(wordsOf))].map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <label>
        {sentence("report:reporter")}
        <input
          name="reporter"
          required
          maxLength={limits.reporterLengthMax}
          defaultValue={fields.reporter}
          autoComplete="organization"
        />
      </label>
      <label>
        {sentence("report:reason")}
        <select name="reason" required defaultValue={fields.reasonId}>
          <option value="">{sentence("report:choose")}</option>
          {guest.reasons.map(({ id }) => (
            <option key={id} value={id}>
              {sentence(`defaults:reasons.${id}`)}
            </option>
          ))}
        </select>
      </label>
      <fieldset>
        <legend>{sentence("report:items")}</legend>
        {guest.items.map((item) => (
          <label key={item.itemId} className="row">
            <span>{[fullNameOf(item), item.sku].filter(Boolean).join(" · ")}</span>
            <input
              name={`quantity ${item.itemId}`}
              inputMode="numeric"
              pattern="[0-9]*"
              maxLength={7}
              defaultValue={fields.quantities.get(item.itemId) ?? ""}
            />
          </label>
        ))}
      </fieldset>
      <label>
        {sentence("report:note")}
        <textarea name="note" rows={3} maxLength={limits.noteLengthMax} defaultValue={fields.note} />
      </label>
      <button type="submit">{sentence("report:send")}</button>
    </form>
  );
}

const WORDS: Partial<Record<ProblemCode, string>> = {
  "no-lines": "report:nothing",
  "bad-quantity": "report:badQuantity",
  "text-too-long": "report:tooLong",
};

function wordsOf({ code, at, facts = {} }: Problem): string {
  const known = WORDS[code];
  if (known) return sentence(known);
  if (at?.[0] === "reporter") return sentence("report:badName");
  if (at?.[0] === "reasonId") return sentence("report:badReason");
  return sentence(`problems:${code}`, facts);
}
