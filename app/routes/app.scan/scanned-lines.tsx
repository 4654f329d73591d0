import { BlockStack, Box, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import { DeleteIcon } from "@shopify/polaris-icons";
import { type Dispatch, memo } from "react";
import { useTranslation } from "react-i18next";
import { fullNameOf, ItemName } from "#app/components/item-name.tsx";
import { LevelChange } from "#app/components/level-change.tsx";
import { PickButton } from "#app/components/pick-button.tsx";
import { useProblemWords } from "#app/components/problem-words.ts";
import type { PickedPhotos } from "#app/components/use-picked-photos.ts";
import { usePlaceName } from "#app/components/use-place-name.ts";
import { isWholeQuantity, reasonOf } from "#app/domain/draft/command-content.ts";
import type { Problem } from "#app/domain/problem.ts";
import type { PlanLineView } from "#app/queries/plan-view.ts";
import type { WriteOffForm } from "#app/queries/write-off-form.ts";
import { type DraftChange, type DraftLine, levelOf } from "../app.write-offs.new/draft.ts";
import { usePlannedLines } from "../app.write-offs.new/use-planned-lines.ts";
import type { WriteOff } from "../app.write-offs.new/use-write-off.ts";

/** `picks`: where this person may add photos. */
type All = { at: WriteOff; form: WriteOffForm; picks: PickedPhotos | null };

/** The last scan is on top, and beats once each time it is raised. */
export function ScannedLines({ at, form, picks }: All) {
  const { t } = useTranslation("scan");
  const { lines, touched, past } = at.draft;
  const planned = usePlannedLines(lines, at.preview.plan);
  if (lines.length === 0) return null;
  const needsNote = new Set(form.reasons.flatMap((reason) => (reason.needsNote ? reason.id : [])));
  const placed = lines.map((line, position) => ({ line, position })).reverse();
  const first = placed.filter(({ line }) => line.key === touched?.key);
  const rest = placed.filter(({ line }) => line.key !== touched?.key);
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="100">
        <Text as="h2" variant="headingMd">
          {t("lines.title", { count: lines.length })}
        </Text>
      </Box>
      <ul className="lossbook-list">
        {[...first, ...rest].map(({ line, position }) => (
          <li
            key={line.key === touched?.key ? `${line.key} ${past.length}` : line.key}
            className={line.key === touched?.key ? "lossbook-beat" : undefined}
          >
            <ScannedLine
              line={line}
              planned={planned.get(line.key) ?? null}
              wrong={at.problems.atLine(position)}
              needsNote={needsNote.has(reasonOf(at.draft, line))}
              change={at.change}
              pick={picks && picks.room > 0 ? picks.pick : null}
              photos={picks?.countOf(line.key) ?? 0}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}

type Props = {
  line: DraftLine;
  planned: PlanLineView | null;
  wrong: Problem[];
  needsNote: boolean;
  change: Dispatch<DraftChange>;
  /** Where this person may add photos, and there is room. */
  pick: PickedPhotos["pick"] | null;
  photos: number;
};

/** Drawn again when it changed itself: a scanner is quicker than a phone draws hundreds of them. */
const ScannedLine = memo(function ScannedLine(props: Props) {
  const { line, planned, wrong, needsNote, change, pick, photos } = props;
  const { t } = useTranslation("scan");
  const problem = useProblemWords();
  const placeName = usePlaceName();
  const item = fullNameOf(line.variant);
  const place = levelOf(line);
  const set = (changes: Partial<Omit<DraftLine, "key" | "variant">>) =>
    change({ kind: "line", key: line.key, change: changes });
  const count = Number(line.quantity) || 0;
  return (
    <Box padding="300">
      <BlockStack gap="200">
        <InlineStack align="space-between" gap="200" wrap={false} blockAlign="start">
          <ItemName item={line.variant} />
          <Button
            size="large"
            variant="tertiary"
            icon={DeleteIcon}
            accessibilityLabel={t("lines.remove", { item })}
            onClick={() => change({ kind: "remove", keys: [line.key] })}
          />
        </InlineStack>
        <InlineStack gap="200" blockAlign="center">
          <Button
            size="large"
            disabled={count <= 1}
            accessibilityLabel={t("lines.less", { item })}
            onClick={() => set({ quantity: String(count - 1) })}
          >
            −
          </Button>
          <div className="lossbook-count">
            <TextField
              label={t("lines.quantity", { item })}
              labelHidden
              type="number"
              inputMode="numeric"
              min={1}
              align="center"
              value={line.quantity}
              onChange={(quantity) => set({ quantity })}
              error={!isWholeQuantity(line.quantity)}
              autoComplete="off"
              selectTextOnFocus
            />
          </div>
          <Button
            size="large"
            accessibilityLabel={t("lines.more", { item })}
            onClick={() => set({ quantity: String(count + 1) })}
          >
            +
          </Button>
          <Text as="span" tone="subdued">
            {place ? placeName({ ...place, takenFrom: line.takenFrom }) : null}{" "}
            {planned ? <LevelChange before={planned.before} after={planned.after} /> : null}
          </Text>
        </InlineStack>
        {pick || photos > 0 ? (
          <InlineStack gap="300" blockAlign="center">
            {pick ? (
              <PickButton
                label={t("lines.photo")}
                accessibilityLabel={t("lines.photoOf", { item })}
                accept="image/*"
                camera
                onPick={(files) => pick(files, { key: line.key, name: item })}
              />
            ) : null}
            {photos > 0 ? (
              <Text as="span" tone="subdued">
                {t("lines.photos", { count: photos })}
              </Text>
            ) : null}
          </InlineStack>
        ) : null}
        {needsNote ? (
          <TextField
            label={t("lines.note")}
            value={line.note}
            onChange={(note) => set({ note })}
            requiredIndicator
            maxLength={2000}
            autoComplete="off"
          />
        ) : null}
        {wrong.map((one) => (
          <Text as="p" tone="critical" key={`${one.code} ${one.at?.join()}`}>
            {problem(one)}
          </Text>
        ))}
      </BlockStack>
    </Box>
  );
});
