import "@shopify/ui-extensions/preact";
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ActionFrame } from "../../shared/src/action-frame.tsx";
import { lastLocation } from "../../shared/src/last-location.ts";
import { isUsedUp, PlanBanner } from "../../shared/src/plan-banner.tsx";
import { ProblemBanner } from "../../shared/src/problem-banner.tsx";
import { many, t } from "../../shared/src/text.ts";
import { useLoaded } from "../../shared/src/use-loaded.ts";
import { Waiting } from "../../shared/src/waiting.tsx";
import { DraftForm } from "./draft-form.tsx";
import type { Choices } from "./wire.ts";

export default () => {
  render(<ManyProductsAction />, document.body);
};

function ManyProductsAction() {
  const { loaded, again } = useLoaded<Choices>("/api/drafts/choices");
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
      return <Ready choices={loaded.value} lastLocationId={last.locationId} />;
  }
}

function Opening({ slow }: { slow: boolean }) {
  return (
    <ActionFrame loading>
      <Waiting slow={slow} />
    </ActionFrame>
  );
}

function Ready({ choices, lastLocationId }: { choices: Choices; lastLocationId: string | undefined }) {
  const productIds = shopify.data.selected.map(({ id }) => id);
  const { person, allowance, linesMax, locations } = choices;
  if (!person.mayRequest) return <Explained heading={t("mayNot.heading")} text={t("mayNot.text")} />;
  if (isUsedUp(allowance)) {
    return (
      <ActionFrame closeLabel={t("close")}>
        <PlanBanner allowance={allowance} />
      </ActionFrame>
    );
  }
  if (productIds.length > linesMax) {
    const text = many("tooMany.text", productIds.length, { most: linesMax });
    return <Explained heading={t("tooMany.heading")} text={text} />;
  }
  if (productIds.length === 0) return <Explained heading={t("none.heading")} text={t("none.text")} />;
  if (locations.length === 0) return <Explained heading={t("nowhere.heading")} text={t("nowhere.text")} />;
  return <DraftForm choices={choices} productIds={productIds} lastLocationId={lastLocationId} />;
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
