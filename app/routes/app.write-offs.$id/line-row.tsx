import { Badge, BlockStack, Box, Button, InlineGrid, InlineStack, Link, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { historyAddress, productAddress } from "#app/components/admin-address.ts";
import { AdminLink } from "#app/components/admin-link.tsx";
import { Amount } from "#app/components/amount.tsx";
import { FateBadge } from "#app/components/fate-badge.tsx";
import { ItemName } from "#app/components/item-name.tsx";
import { LevelChange } from "#app/components/level-change.tsx";
import { useProblemWords } from "#app/components/problem-words.ts";
import { useFormat } from "#app/components/use-format.ts";
import { useOwnWords } from "#app/components/use-own-words.ts";
import { ValueDialog } from "#app/components/value-dialog.tsx";
import { isSetAside } from "#app/domain/write-off/taken-from.ts";
import type { WriteOffLineView, WriteOffView } from "#app/queries/write-off-view.ts";

type Props = { line: WriteOffLineView; writeOff: WriteOffView };

export function LineRow({ line, writeOff }: Props) {
  const { t } = useTranslation("document");
  const { t: word } = useTranslation("words");
  const problem = useProblemWords();
  const own = useOwnWords();
  const format = useFormat("UTC");
  const product = productAddress(line);
  const isForSale = !isSetAside(line.takenFrom);
  const stock = isForSale
    ? t("line.stock")
    : t("line.stockIn", { name: word(`takenFrom.${line.takenFrom}`) });
  return (
    <Box padding="400">
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="start" gap="300" wrap={false}>
          <ItemName item={line} />
          <FateBadge fate={line.fate} />
        </InlineStack>
        <InlineGrid columns={{ xs: 2, md: 4 }} gap="300">
          <Fact label={t("line.location")}>{line.locationName}</Fact>
          <Fact label={t("line.reason")}>{own.reason(line.reasonLabel)}</Fact>
          <Fact label={t("line.units")}>{format.number(line.quantity)}</Fact>
          <Fact label={stock}>
            {line.before !== null && line.after !== null ? (
              <LevelChange before={line.before} after={line.after} />
            ) : (
              t(`line.noChange.${line.fate}`)
            )}
          </Fact>
          {writeOff.costHidden ? null : <CostFacts line={line} />}
          {line.disposal ? <Fact label={t("line.disposal")}>{word(`disposal.${line.disposal}`)}</Fact> : null}
          {line.theftClass ? <Fact label={t("line.theft")}>{word(`theft.${line.theftClass}`)}</Fact> : null}
          {line.salvage ? <Fact label={t("line.salvage")}>{word(`salvage.${line.salvage}`)}</Fact> : null}
        </InlineGrid>
        {line.note ? (
          <Text as="p" breakWord>
            {t("line.note", { note: line.note })}
          </Text>
        ) : null}
        {line.refusal ? (
          <Text as="p" tone="critical">
            {problem(line.refusal)} {t("line.refused")}
          </Text>
        ) : null}
        {line.reversed > 0 ? <Text as="p">{t("line.reversed", { count: line.reversed })}</Text> : null}
        <InlineStack gap="400" blockAlign="center">
          {product ? <AdminLink to={product}>{t("line.product")}</AdminLink> : null}
          <AdminLink to={historyAddress(line)}>{t("line.history")}</AdminLink>
          {line.productId ? (
            <Link url={`/app/products/${line.productId.split("/").pop()}`}>{t("line.allOfProduct")}</Link>
          ) : null}
          {line.needsValue ? <NeedsValue line={line} writeOff={writeOff} /> : null}
        </InlineStack>
      </BlockStack>
    </Box>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <BlockStack>
      <Text as="span" tone="subdued" variant="bodySm">
        {label}
      </Text>
      <span className="lossbook-wrap">{children}</span>
    </BlockStack>
  );
}

function CostFacts({ line }: { line: WriteOffLineView }) {
  const { t } = useTranslation("document");
  const own = useOwnWords();
  const isOpen = line.fate === "working" || line.fate === "unknown";
  return (
    <>
      <Fact label={t("line.unitCost")}>
        {line.unitCost ? <Amount money={line.unitCost} /> : t("line.noCost")}
      </Fact>
      <Fact label={t(isOpen ? "line.expectedValue" : "line.value")}>
        {line.value ? <Amount money={line.value} /> : t("line.noCost")}
      </Fact>
      <Fact label={t("line.account")}>{own.account(line.accountName ?? line.accountRole)}</Fact>
    </>
  );
}

function NeedsValue({ line, writeOff }: Props) {
  const { t } = useTranslation("document");
  const [open, setOpen] = useState(false);
  if (writeOff.costHidden) return <Badge tone="attention">{t("line.needsValue")}</Badge>;
  return (
    <>
      <Badge tone="attention">{t("line.needsValue")}</Badge>
      <Button onClick={() => setOpen(true)}>{t("line.enterValue")}</Button>
      <ValueDialog
        open={open}
        onClose={() => setOpen(false)}
        documentId={writeOff.id}
        line={line}
        currency={writeOff.currency}
      />
    </>
  );
}
