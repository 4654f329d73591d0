import "@shopify/ui-extensions/preact";
import { render } from "preact";
import { useState } from "preact/hooks";
import { goodsQuery } from "../../shared/src/goods-query.ts";
import { NotLoaded } from "../../shared/src/not-loaded.tsx";
import { day, many, t } from "../../shared/src/text.ts";
import { useLoaded } from "../../shared/src/use-loaded.ts";
import type { Note } from "./wire.ts";

export default () => {
  render(<DisposalNote />, document.body);
};

/** Chooses which document's note the admin shows and prints; the paper itself is the app's. */
function DisposalNote() {
  const { loaded, again } = useLoaded<{ notes: Note[] }>(`/api/disposal-notes?${goodsQuery()}`);
  const [chosenId, setChosenId] = useState("");
  const notes = loaded.at === "ready" ? loaded.value.notes : [];
  const chosen = notes.find(({ id }) => id === chosenId) ?? notes[0];

  return (
    <s-admin-print-action src={chosen?.src ?? ""}>
      <s-stack direction="block" gap="base">
        <NotLoaded loaded={loaded} onAgain={again} />
        {loaded.at === "ready" && !chosen && (
          <s-banner heading={t("none.heading")} tone="info">
            {t("none.text")}
          </s-banner>
        )}
        {chosen && (
          <s-select
            label={t("document.label")}
            value={chosen.id}
            details={t("document.details")}
            onChange={(event) => setChosenId(event.currentTarget.value)}
          >
            {notes.map((note) => (
              <s-option key={note.id} value={note.id}>
                {many("document.option", note.units, {
                  number: note.number,
                  day: day(note.eventDate),
                  reason: note.reasonLabel,
                })}
              </s-option>
            ))}
          </s-select>
        )}
      </s-stack>
    </s-admin-print-action>
  );
}
