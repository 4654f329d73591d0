import { BlockStack, InlineStack, Modal, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { fullNameOf } from "#app/components/item-name.tsx";
import { LevelChange } from "#app/components/level-change.tsx";
import { useFormat } from "#app/components/use-format.ts";
import { useOwnWords } from "#app/components/use-own-words.ts";
import { usePlaceName } from "#app/components/use-place-name.ts";
import type { PlanView } from "#app/queries/plan-view.ts";
import { QuestionsPart } from "./questions-part.tsx";
import { SentBanner } from "./sent-banner.tsx";
import type { Keep } from "./use-keep.ts";
import type { WriteOff } from "./use-write-off.ts";

type Props = {
  at: WriteOff;
  /** Who may not write off asks for it. */
  asks: boolean;
  open: boolean;
  keep: Keep;
  onClose(): void;
};

/**
 * One sheet that says everything in plain words: what leaves, from where, what it is worth, where it is
 * booked.
 */
export function ConfirmDialog({ at, asks, open, keep, onClose }: Props) {
  const { t } = useTranslation("new");
  const { plan } = at.preview;
  const count = plan?.totals.units ?? 0;
  return (
    <Dialog
      open={open}
      title={t("confirm.title")}
      confirm={t(asks ? "confirm.ask" : "confirm.action", { count })}
      busy={at.busy || keep.busy}
      disabled={!at.ready}
      onConfirm={at.send}
      onClose={onClose}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {at.refusal ? <SentBanner refusal={at.refusal} id={at.id} title={t("refused")} /> : null}
          {plan ? <Sentences plan={plan} /> : <Text as="p">{t("summary.asking")}</Text>}
          <QuestionsPart questions={at.questions} draft={at.draft} change={at.change} onKept={keep.keep} />
        </BlockStack>
      </Modal.Section>
    </Dialog>
  );
}

function Sentences({ plan }: { plan: PlanView }) {
  const { t } = useTranslation("new");
  const format = useFormat("UTC");
  const own = useOwnWords();
  const place = usePlaceName();
  const { totals, lines } = plan;
  const [only] = lines;
  const locations = format.list([...new Set(lines.map(place))]);
  const facts = { count: totals.units, locations, value: totals.value ? format.money(totals.value) : "" };
  const accounts = format.list([...new Set(lines.map((line) => own.account(line.accountName)))]);
  return (
    <>
      <Text as="p" variant="bodyLg">
        {t(totals.value ? "confirm.removeValue" : "confirm.remove", facts)}{" "}
        {lines.length === 1 && only ? t("confirm.stock", { before: only.before, after: only.after }) : null}
      </Text>
      {lines.length > 1 ? <Changes plan={plan} /> : null}
      {totals.needsValue > 0 ? (
        <Text as="p">{t("confirm.needsValue", { count: totals.needsValue })}</Text>
      ) : null}
      {plan.costHidden || totals.needsValue === lines.length ? null : (
        <Text as="p">{t("confirm.posts", { accounts, day: format.day(plan.accountingDate) })}</Text>
      )}
      {plan.costHidden || plan.accountingDate === plan.eventDate ? null : (
        <Text as="p">{t("confirm.closed", { day: format.day(plan.eventDate) })}</Text>
      )}
      <Text as="p" tone="subdued">
        {t("confirm.undo")}
      </Text>
    </>
  );
}

function Changes({ plan }: { plan: PlanView }) {
  const { t } = useTranslation("new");
  const own = useOwnWords();
  const place = usePlaceName();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="lossbook-scroll" tabIndex={0} aria-label={t("confirm.lines")}>
      <BlockStack gap="100">
        {plan.lines.map((line) => (
          <InlineStack key={line.position} align="space-between" gap="200" wrap={false}>
            <span className="lossbook-wrap">
              {fullNameOf(line)}, {place(line)} · {own.reason(line.reasonLabel)}
            </span>
            <LevelChange before={line.before} after={line.after} />
          </InlineStack>
        ))}
      </BlockStack>
    </section>
  );
}
