import { Banner, BlockStack, Button, InlineStack, Link, Spinner, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fullNameOf } from "#app/components/item-name.tsx";
import { LevelChange } from "#app/components/level-change.tsx";
import { usePlaceName } from "#app/components/use-place-name.ts";
import type { WriteOffView } from "#app/queries/write-off-view.ts";

type Props = { writeOff: WriteOffView; fresh: boolean; onUndo: (() => void) | null };

/** The document's state in plain words. It lives in one live region, so each change is spoken. */
export function OutcomeBanner(props: Props) {
  return (
    <div aria-live="polite" role="status" className="lossbook-banners">
      <Outcome {...props} />
      <Relations writeOff={props.writeOff} />
    </div>
  );
}

function Outcome({ writeOff, fresh, onUndo }: Props) {
  const { t } = useTranslation("document");
  const { unitsApplied, units } = writeOff.totals;
  const count = unitsApplied;
  const direction = writeOff.kind === "found" ? "back" : "off";
  if (writeOff.lines.some(({ fate }) => fate === "unknown")) {
    return (
      <Banner
        tone="warning"
        title={t("outcome.unknown.title")}
        action={{ content: t("outcome.unknown.action"), url: "/app/tasks" }}
      >
        <Text as="p">{t("outcome.unknown.body")}</Text>
      </Banner>
    );
  }
  switch (writeOff.state) {
    case "working":
      return (
        <Banner tone="info" title={t("outcome.working.title")}>
          <InlineStack gap="200" blockAlign="center" wrap={false}>
            <Spinner size="small" accessibilityLabel={t("outcome.working.spinner")} />
            <Text as="p">{t("outcome.working.body")}</Text>
          </InlineStack>
        </Banner>
      );
    case "done":
      if (!fresh) return null;
      return (
        <Banner tone="success" title={t(`outcome.done.${direction}`, { count })}>
          <BlockStack gap="200" inlineAlign="start">
            <Changes writeOff={writeOff} />
            {onUndo ? <Button onClick={onUndo}>{t("undo")}</Button> : null}
          </BlockStack>
        </Banner>
      );
    case "partly-done":
      return (
        <Banner tone="warning" title={t(`outcome.partly.${direction}`, { count, units })}>
          <Text as="p">{t("outcome.partly.body")}</Text>
        </Banner>
      );
    case "refused":
      return (
        <Banner tone="critical" title={t("outcome.refused.title")}>
          <Text as="p">{t("outcome.refused.body")}</Text>
        </Banner>
      );
  }
}

const CHANGES_SHOWN = 3;

function Changes({ writeOff }: { writeOff: WriteOffView }) {
  const { t } = useTranslation("document");
  const place = usePlaceName();
  const more = writeOff.lines.length - CHANGES_SHOWN;
  return (
    <BlockStack gap="050">
      {writeOff.lines.slice(0, CHANGES_SHOWN).map((line) => (
        <Text as="p" key={line.position}>
          {t("outcome.done.line", { item: fullNameOf(line), location: place(line) })}{" "}
          {line.before !== null && line.after !== null ? (
            <LevelChange before={line.before} after={line.after} />
          ) : null}
        </Text>
      ))}
      {more > 0 ? <Text as="p">{t("outcome.done.more", { count: more })}</Text> : null}
    </BlockStack>
  );
}

function Relations({ writeOff }: { writeOff: WriteOffView }) {
  const { t } = useTranslation("document");
  const { reverses, reversals } = writeOff;
  if (!reverses && reversals.length === 0) return null;
  const related = reverses ? [reverses] : reversals;
  return (
    <Banner
      tone="info"
      title={t(reverses ? "relations.reverses" : "relations.reversals", { count: related.length })}
    >
      <InlineStack gap="300">
        {related.map(({ id, number }) => (
          <Link key={id} url={`/app/write-offs/${id}`}>
            {number}
          </Link>
        ))}
      </InlineStack>
    </Banner>
  );
}
