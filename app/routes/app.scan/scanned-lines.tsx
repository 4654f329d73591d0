import { BlockStack, Box, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import { DeleteIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import { fullNameOf, ItemName } from "#app/components/item-name.tsx";
import { LevelChange } from "#app/components/level-change.tsx";
import { PickButton } from "#app/components/pick-button.tsx";
import { useProblemWords } from "#app/components/problem-words.ts";
import type { PickedPhotos } from "#app/components/use-picked-photos.ts";
import { usePlaceName } from "#app/components/use-place-name.ts";
import { isWholeQuantity, reasonOf } from "#app/domain/draft/command-content.ts";
import type { WriteOffForm } from "#app/queries/write-off-form.ts";
import type { DraftLine } from "../app.write-offs.new/draft.ts";
import type { WriteOff } from "../app.write-offs.new/use-write-off.ts";

/** `picks`: where this person may add photos. */
type All = { at: WriteOff; form: WriteOffForm; picks: PickedPhotos | null };

/** The last scan is on top, and beats once each time it is raised. */
export function ScannedLines({ at, form, picks }: All) {
  const { t } = useTranslation("scan");
  const { lines, touched, past } = at.draft;
  if (lines.length === 0) return null;
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
            <ScannedLine at={at} form={form} picks={picks} line={line} position={position} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

type Props = All & { line: DraftLine; position: number };

function ScannedLine({ at, form, picks, line, position }: Props) {
  const { t } = useTranslation("scan");
  const problem = useProblemWords();
  const placeName = usePlaceName();
  const item = fullNameOf(line.variant);
  const place = line.variant.levels.find(({ locationId }) => locationId === line.locationId);
  const planned = at.preview.plan?.lines[position] ?? null;
  const wrong = at.problems.all.filter(({ at: where }) => where?.[0] === "lines" && where[1] === position);
  const set = (change: Partial<Omit<DraftLine, "key" | "variant">>) =>
    at.change({ kind: "line", key: line.key, change });
  const count = Number(line.quantity) || 0;
  const photos = picks?.countOf(line.key) ?? 0;
  const reason = form.reasons.find(({ id }) => id === reasonOf(at.draft, line));
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
            onClick={() => at.change({ kind: "remove", keys: [line.key] })}
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
        {picks ? (
          <InlineStack gap="300" blockAlign="center">
            {picks.room > 0 ? (
              <PickButton
                label={t("lines.photo")}
                accessibilityLabel={t("lines.photoOf", { item })}
                accept="image/*"
                camera
                onPick={(files) => picks.pick(files, { key: line.key, name: item })}
              />
            ) : null}
            {photos > 0 ? (
              <Text as="span" tone="subdued">
                {t("lines.photos", { count: photos })}
              </Text>
            ) : null}
          </InlineStack>
        ) : null}
        {reason?.needsNote ? (
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
}
