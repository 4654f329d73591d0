import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, ChoiceList, InlineStack, Link, Modal, Text } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { historyAddress } from "#app/components/admin-address.ts";
import { AdminLink } from "#app/components/admin-link.tsx";
import { Dialog } from "#app/components/dialog.tsx";
import { fullNameOf } from "#app/components/item-name.tsx";
import { Moment } from "#app/components/moment.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { useFormat } from "#app/components/use-format.ts";
import { usePlaceName } from "#app/components/use-place-name.ts";
import type { UnknownTask } from "#app/queries/task-list.ts";

type Props = { task: UnknownTask; timeZone: string; mayAct: boolean };

export function UnknownTaskRow({ task, timeZone, mayAct }: Props) {
  const { t } = useTranslation("tasks");
  const place = usePlaceName();
  const shopify = useAppBridge();
  const format = useFormat(timeZone);
  const [asking, setAsking] = useState<"happened" | "part" | "didNot" | null>(null);
  const [chosen, setChosen] = useState<string[]>([]);
  const act = useAct(
    useCallback(() => {
      setAsking(null);
      shopify.toast.show(t("unknown.saved"));
    }, [shopify, t]),
  );
  const answer = {
    happened: asking !== "didNot",
    ...(asking === "part" && { changes: chosen.map(Number) }),
  };
  const path = `/app/write-offs/${task.document.id}/attempts/${task.attemptId}/resolution`;
  const inWords = (change: UnknownTask["changes"][number]) =>
    t(change.delta < 0 ? "unknown.removed" : "unknown.added", {
      count: Math.abs(change.delta),
      item: fullNameOf(change),
      location: place(change),
      before: format.number(change.changeFrom),
      after: format.number(change.changeFrom + change.delta),
    });
  return (
    <BlockStack gap="300">
      <Text as="h3" fontWeight="semibold">
        <Link url={`/app/write-offs/${task.document.id}`}>{task.document.number}</Link>
      </Text>
      <BlockStack gap="200">
        {task.changes.map((change) => (
          <BlockStack key={`${change.itemId} ${change.locationId}`}>
            <Text as="p">{inWords(change)}</Text>
            <AdminLink to={historyAddress(change)}>
              {t("unknown.history", { item: fullNameOf(change) })}
            </AdminLink>
          </BlockStack>
        ))}
      </BlockStack>
      <Text as="p">
        {task.firstSentAt ? (
          <>
            {t("unknown.sent", { count: task.sends })} <Moment at={task.firstSentAt} timeZone={timeZone} />
          </>
        ) : null}
      </Text>
      <Text as="p" breakWord>
        {t("unknown.reference")} <code className="lossbook-wrap">{task.reference}</code>
      </Text>
      {mayAct ? (
        <InlineStack gap="200">
          <Button onClick={() => setAsking("happened")}>{t("unknown.happened")}</Button>
          {task.changes.length > 1 ? (
            <Button onClick={() => setAsking("part")}>{t("unknown.part")}</Button>
          ) : null}
          <Button onClick={() => setAsking("didNot")}>{t("unknown.didNot")}</Button>
        </InlineStack>
      ) : null}
      <Dialog
        open={asking !== null}
        title={t(`unknown.confirm.${asking ?? "happened"}.title`)}
        confirm={t(`unknown.confirm.${asking ?? "happened"}.action`)}
        busy={act.busy}
        disabled={asking === "part" && chosen.length === 0}
        onConfirm={() => act.send(path, answer)}
        onClose={() => setAsking(null)}
      >
        <Modal.Section>
          <BlockStack gap="300">
            {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("unknown.notSaved")} /> : null}
            <Text as="p">{t(`unknown.confirm.${asking ?? "happened"}.body`)}</Text>
            {asking === "part" ? (
              <ChoiceList
                allowMultiple
                title={t("unknown.which")}
                choices={task.changes.map((change, place) => ({
                  label: inWords(change),
                  value: String(place),
                }))}
                selected={chosen}
                onChange={setChosen}
              />
            ) : null}
          </BlockStack>
        </Modal.Section>
      </Dialog>
    </BlockStack>
  );
}
