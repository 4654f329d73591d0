import "@shopify/ui-extensions/preact";
import { render } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { ask } from "../../shared/src/backend.ts";
import { lastLocation } from "../../shared/src/last-location.ts";
import { ProblemBanner } from "../../shared/src/problem-banner.tsx";
import { t } from "../../shared/src/text.ts";
import type { Problem, WriteOffForm } from "../../shared/src/wire.ts";
import { ActionFrame } from "./action-frame.tsx";
import { WriteOff } from "./write-off.tsx";

export default () => {
  render(<WriteOffAction />, document.body);
};

type Loaded =
  | { at: "loading" }
  | { at: "lost" }
  | { at: "refused"; problems: Problem[] }
  | { at: "ready"; form: WriteOffForm; lastLocationId: string | undefined };

function WriteOffAction() {
  const [loaded, setLoaded] = useState<Loaded>({ at: "loading" });

  const load = useCallback(async () => {
    setLoaded({ at: "loading" });
    const [answer, lastLocationId] = await Promise.all([ask<WriteOffForm>(formPath()), lastLocation.read()]);
    if (answer.kind === "ok") setLoaded({ at: "ready", form: answer.body, lastLocationId });
    else if (answer.kind === "refused") setLoaded({ at: "refused", problems: answer.problems });
    else setLoaded({ at: "lost" });
  }, []);

  useEffect(() => {
    void load();
  }, [load]);

  switch (loaded.at) {
    case "loading":
      return (
        <ActionFrame loading>
          <s-stack direction="inline" gap="base" alignItems="center">
            <s-spinner accessibilityLabel={t("load.busy")} />
            <s-text>{t("load.busy")}</s-text>
          </s-stack>
        </ActionFrame>
      );
    case "lost":
      return (
        <ActionFrame primary={{ label: t("again"), onClick: load }} closeLabel={t("cancel")}>
          <s-banner heading={t("load.lostHeading")} tone="warning">
            {t("load.lost")}
          </s-banner>
        </ActionFrame>
      );
    case "refused":
      return (
        <ActionFrame primary={{ label: t("again"), onClick: load }} closeLabel={t("close")}>
          <ProblemBanner heading={t("load.refusedHeading")} problems={loaded.problems} />
        </ActionFrame>
      );
    case "ready":
      return <Ready form={loaded.form} lastLocationId={loaded.lastLocationId} />;
  }
}

function Ready({ form, lastLocationId }: { form: WriteOffForm; lastLocationId: string | undefined }) {
  const only = form.variants.length === 1 ? form.variants[0] : undefined;
  if (!form.person.mayWriteOff) return <Explained heading={t("mayNot.heading")} text={t("mayNot.text")} />;
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

/** On a product page a product is chosen, on a variant's page that variant. */
function formPath(): string {
  const id = shopify.data.selected[0]?.id ?? "";
  const name = id.includes("/ProductVariant/") ? "variantId" : "productId";
  return `/api/write-offs/form?${name}=${encodeURIComponent(id)}`;
}
