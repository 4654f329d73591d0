import { t } from "./text.ts";

/** Says what is waited for; after a while also that it takes long and nothing is wrong yet. */
export function Waiting({ slow }: { slow: boolean }) {
  return (
    <s-stack direction="inline" gap="base" alignItems="center">
      <s-spinner accessibilityLabel={t("load.busy")} />
      <s-text>{t(slow ? "load.slow" : "load.busy")}</s-text>
    </s-stack>
  );
}
