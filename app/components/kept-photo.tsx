import { Badge, Button, InlineStack, Text } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EvidenceView } from "#app/queries/evidence-list.ts";
import { Moment } from "./moment.tsx";
import { PhotoTile } from "./photo-tile.tsx";
import { useAct } from "./use-act.ts";
import { useFormat } from "./use-format.ts";
import { WithdrawDialog } from "./withdraw-dialog.tsx";

type Props = {
  evidence: EvidenceView;
  timeZone: string;
  mayWithdraw: boolean;
  mayErase: boolean;
  isDraft: boolean;
  onChange: (() => void) | undefined;
};

export function KeptPhoto({ evidence, timeZone, mayWithdraw, mayErase, isDraft, onChange }: Props) {
  const { t } = useTranslation("evidence");
  const format = useFormat(timeZone);
  const [asking, setAsking] = useState(false);
  const act = useAct(useCallback(() => onChange?.(), [onChange]));
  const { name, addedBy, addedAt, withdrawn, erased } = evidence;
  const who = addedBy?.name || t("guest");
  const alt = t("alt", { name, who, at: format.instant(addedAt) });
  const mayActStill = mayWithdraw && (!withdrawn || (mayErase && !erased));
  const remove = () => act.send(`/app/evidence/${evidence.id}/withdrawal`, { cause: t("beforeSubmit") });
  return (
    <PhotoTile name={name} address={evidence.isShown ? evidence.address : null} alt={alt}>
      <Text as="span" tone="subdued" variant="bodySm">
        {t("by", { who })} · <Moment at={addedAt} timeZone={timeZone} /> ·{" "}
        {t("size", { kilobytes: format.number(Math.ceil(evidence.size / 1000)) })}
      </Text>
      {evidence.later ? (
        <Text as="span" variant="bodySm">
          <Badge>{t("later")}</Badge>
        </Text>
      ) : null}
      {withdrawn ? (
        <Text as="span" variant="bodySm">
          <Badge tone="warning">{t("withdrawn")}</Badge> {withdrawn.cause}
        </Text>
      ) : null}
      {erased ? (
        <Text as="span" variant="bodySm">
          <Badge tone="critical">{t("erased")}</Badge> {erased.cause}
        </Text>
      ) : null}
      {act.refusal ? (
        <Text as="p" tone="critical">
          {t("lost")}
        </Text>
      ) : null}
      <InlineStack gap="200">
        {evidence.address ? (
          <Button url={evidence.address} external variant="plain" accessibilityLabel={t("openOne", { name })}>
            {t("open")}
          </Button>
        ) : null}
        {mayActStill ? (
          <Button
            variant="plain"
            tone="critical"
            loading={act.busy}
            accessibilityLabel={t(isDraft ? "removeOne" : "withdrawOne", { name })}
            onClick={isDraft ? remove : () => setAsking(true)}
          >
            {t(isDraft ? "remove" : "withdraw")}
          </Button>
        ) : null}
      </InlineStack>
      {asking ? (
        <WithdrawDialog
          evidence={evidence}
          mayErase={mayErase}
          onDone={onChange}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </PhotoTile>
  );
}
