import { ProblemBanner } from "./problem-banner.tsx";
import { t } from "./text.ts";
import type { Loaded } from "./use-loaded.ts";
import { Waiting } from "./waiting.tsx";

/** What stands in a place while what belongs there is on its way, or did not come. */
export function NotLoaded({ loaded, onAgain }: { loaded: Loaded<unknown>; onAgain: () => void }) {
  switch (loaded.at) {
    case "loading":
      return <Waiting slow={loaded.slow} />;
    case "lost":
      return (
        <s-banner heading={t("load.lostHeading")} tone="warning">
          <s-stack direction="block" gap="small-200">
            <s-text>{t("load.lost")}</s-text>
            <s-button onClick={onAgain}>{t("again")}</s-button>
          </s-stack>
        </s-banner>
      );
    case "refused":
      return (
        <s-stack direction="block" gap="small-200">
          <ProblemBanner heading={t("load.refusedHeading")} problems={loaded.problems} />
          <s-stack direction="inline">
            <s-button onClick={onAgain}>{t("again")}</s-button>
          </s-stack>
        </s-stack>
      );
    case "ready":
      return null;
  }
}
