import "@shopify/ui-extensions/preact";
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ActionFrame } from "../../shared/src/action-frame.tsx";
import { goodsQuery } from "../../shared/src/goods-query.ts";
import { lastLocation } from "../../shared/src/last-location.ts";
import { isUsedUp, PlanBanner } from "../../shared/src/plan-banner.tsx";
import { ProblemBanner } from "../../shared/src/problem-banner.tsx";
import { t } from "../../shared/src/text.ts";
import { useLoaded } from "../../shared/src/use-loaded.ts";
import { Waiting } from "../../shared/src/waiting.tsx";
import type { WriteOffForm } from "../../shared/src/wire.ts";
import { WriteOff } from "./write-off.tsx";

export default () => {
  render(<WriteOffAction />, document.body);
};

function WriteOffAction() {
  const { loaded, again } = useLoaded<WriteOffForm>(`/api/write-offs/form?${goodsQuery()}`);
  const [last, setLast] = useState<{ locationId: string | undefined } | null>(null);
  useEffect(() => {
    void lastLocation.read().then((locationId) => setLast({ locationId }));
  }, []);

  switch (loaded.at) {
    case "loading":
      return <Opening slow={loaded.slow} />;
    case "lost":
      return (
        <ActionFrame primary={{ label: t("again"), onClick: again }} closeLabel={t("cancel")}>
          <s-banner heading={t("load.lostHeading")} tone="warning">
            {t("load.lost")}
          </s-banner>
        </ActionFrame>
      );
    case "refused":
      return (
        <ActionFrame primary={{ label: t("again"), onClick: again }} closeLabel={t("close")}>
          <ProblemBanner heading={t("load.refusedHeading")} problems={loaded.problems} />
        </ActionFrame>
      );
    case "ready":
      if (last === null) return <Opening slow={false} />;
      return <Ready form={loaded.value} lastLocationId={last.locationId} />;
  }
}

function Opening({ slow }: { slow: boolean }) {
  return (
    <ActionFrame loading>
      <Waiting slow={slow} />
    </ActionFrame>
  );
}

function Ready({ form, lastLocationId }: { form: WriteOffForm; lastLocationId: string | undefined }) {
  const only = form.variants.length === 1 ? form.variants[0] : undefined;
  if (!form.person.mayRequest) return <Explained heading={t("mayNot.heading")} text={t("mayNot.text")} />;
  if (isUsedUp(form.allowance)) {
    return (
      <ActionFrame closeLabel={t("close")}>
        <PlanBanner allowance={form.allowance} />
      </ActionFrame>
    );
  }
  if (form.variants.length === 0) return <Explained heading={t("none.heading")} text={t("none.text")} />;
  if (only?.refusal) return <Explained heading={t("none.heading")} text={only.refusal.message} />;
  if (only?.levels.length === 0) {
    return <Explained heading={t("none.heading")} text={t("none.nowhere", { title: only.title })} />;
  }
  return <WriteOff form={form} lastLocationId={lastLocationId} />;
}

/** The door is always offered; whoever may not use it learns why, and that nothing was changed. */
function Explained({ heading, text }: { heading: string; text: string }) {
  return (
    <ActionFrame closeLabel={t("close")}>
      <s-banner heading={heading} tone="info">
        {text}
      </s-banner>
    </ActionFrame>
  );
}
