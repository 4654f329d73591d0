import { BlockStack, List, Modal, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { OneByOneCard } from "#app/components/one-by-one-card.tsx";
import { useOneByOne, type Wanted } from "#app/components/use-one-by-one.ts";
import { limits } from "#app/domain/limits.ts";
import type { RequestRow } from "#app/queries/request-list.ts";
import { useRowWords } from "./use-row-words.ts";

type Props = { rows: RequestRow[]; onClose(): void };

/** Each is approved by itself, for the revision, the photos and the reasons that stood in its row. */
export function ApproveDialog({ rows: chosen, onClose }: Props) {
  const { t } = useTranslation("bulk");
  const { t: requests } = useTranslation("requests");
  const name = useRowWords();
  const work = useOneByOne();
  const [words, setWords] = useState("");
  // What is approved is what was chosen, whatever the list behind shows by then.
  const [rows] = useState(chosen);
  const said = words.trim();
  const wanted = rows.map(
    (row): Wanted => ({
      ...{ id: row.id, name: name(row), url: `/app/requests/${row.id}` },
      path: `/app/requests/${row.id}/approval`,
      command: {
        revision: row.revision,
        evidence: row.evidence,
        reasons: [...new Set(row.reasons.map(({ code }) => code))],
        incidentId: row.incident?.id ?? null,
        ...(said ? { words: said } : {}),
      },
    }),
  );
  const isOver = work.state === "over";
  const close = () => (work.state === "working" ? work.stop() : onClose());
  return (
    <Dialog
      open
      title={t("approve.title")}
      confirm={isOver ? t("close") : t("approve.confirm", { count: rows.length })}
      busy={work.state === "working"}
      onConfirm={() => (isOver ? onClose() : work.run(wanted))}
      onClose={close}
    >
      <Modal.Section>
        {work.state === "asking" ? (
          <BlockStack gap="300">
            <Text as="p">{t("approve.body", { count: rows.length })}</Text>
            <div className="lossbook-scroll">
              <List>
                {rows.map((row) => (
                  <List.Item key={row.id}>
                    {[
                      name(row),
                      row.locationName ?? t("severalPlaces"),
                      ...(row.incident ? [row.incident.name] : []),
                      ...(row.lineCount > 1 ? [requests("units", { count: row.units })] : []),
                      ...(row.evidence.length > 0 ? [t("photos", { count: row.evidence.length })] : []),
                    ].join(" · ")}
                  </List.Item>
                ))}
              </List>
            </div>
            <TextField
              label={t("approve.words")}
              value={words}
              onChange={setWords}
              maxLength={limits.wordsLengthMax}
              multiline={2}
              autoComplete="off"
            />
          </BlockStack>
        ) : (
          <OneByOneCard work={work} count={rows.length} />
        )}
      </Modal.Section>
    </Dialog>
  );
}
