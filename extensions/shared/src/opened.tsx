import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ActionFrame } from "./action-frame.tsx";
import { Explained } from "./explained.tsx";
import { lastLocation } from "./last-location.ts";
import { isUsedUp, PlanBanner } from "./plan-banner.tsx";
import { ProblemBanner } from "./problem-banner.tsx";
import { t } from "./text.ts";
import { useLoaded } from "./use-loaded.ts";
import { Waiting } from "./waiting.tsx";
import type { Allowance } from "./wire.ts";

type Door = { person: { mayRequest: boolean }; allowance: Allowance | null };

type Props<T> = {
  path: string;
  children: (value: T, lastLocationId: string | undefined) => ComponentChildren;
};

/** An action's window until it can be worked in: what it reads first, and whether this person may use it. */
export function Opened<T extends Door>({ path, children }: Props<T>) {
  const { loaded, again } = useLoaded<T>(path);
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
    case "ready": {
      const { person, allowance } = loaded.value;
      if (last === null) return <Opening slow={false} />;
      if (!person.mayRequest) return <Explained heading={t("mayNot.heading")} text={t("mayNot.text")} />;
      if (!isUsedUp(allowance)) return <>{children(loaded.value, last.locationId)}</>;
      return (
        <ActionFrame closeLabel={t("close")}>
          <PlanBanner allowance={allowance} />
        </ActionFrame>
      );
    }
  }
}

function Opening({ slow }: { slow: boolean }) {
  return (
    <ActionFrame loading>
      <Waiting slow={slow} />
    </ActionFrame>
  );
}
