import { useAppBridge } from "@shopify/app-bridge-react";
import { FormLayout, Modal, Select } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { useOwnWords } from "#app/components/use-own-words.ts";
import type { BookPage } from "#app/queries/book-page.ts";

type Mark = { subjectKind: "location" | "reason"; subjectId: string; dimensionId: string; optionId: string };

/** Adding one where there is one already changes it. */
export function MarkDialog({ page, onClose }: { page: BookPage; onClose(): void }) {
  const { t } = useTranslation("books");
  const own = useOwnWords();
  const shopify = useAppBridge();
  const [first] = page.dimensions;
  const [mark, setMark] = useState<Mark>({
    subjectKind: "location",
    subjectId: "",
    dimensionId: first?.id ?? "",
    optionId: "",
  });
  const act = useAct(
    useCallback(() => {
      shopify.toast.show(t("marks.saved"));
      onClose();
    }, [shopify, t, onClose]),
  );
  const choose = { value: "", label: t("accounts.choose"), disabled: true };
  const named = (all: { id: string; name: string }[]) =>
    all.map(({ id, name }) => ({ value: id, label: name }));
  const subjects =
    mark.subjectKind === "location"
      ? page.subjects.location
      : page.subjects.reason.map(({ id, name }) => ({ id, name: own.reason(name) }));
  const options = page.dimensions.find(({ id }) => id === mark.dimensionId)?.options ?? [];
  return (
    <Dialog
      open
      title={t("marks.addTitle")}
      confirm={t("save")}
      busy={act.busy}
      disabled={!mark.subjectId || !mark.optionId}
      onConfirm={() => act.send(`/app/books/${page.book.id}/dimensions`, mark)}
      onClose={onClose}
    >
      <Modal.Section>
        <FormLayout>
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("marks.notSaved")} /> : null}
          <Select
            label={t("marks.of")}
            options={[
              { value: "location", label: t("marks.aLocation") },
              { value: "reason", label: t("marks.aReason") },
            ]}
            value={mark.subjectKind}
            onChange={(kind) => setMark({ ...mark, subjectKind: kind as Mark["subjectKind"], subjectId: "" })}
          />
          <Select
            label={t(mark.subjectKind === "location" ? "marks.whichLocation" : "marks.whichReason")}
            options={[choose, ...named(subjects)]}
            value={mark.subjectId}
            onChange={(subjectId) => setMark({ ...mark, subjectId })}
          />
          <Select
            label={t("marks.dimension")}
            options={named(page.dimensions)}
            value={mark.dimensionId}
            onChange={(dimensionId) => setMark({ ...mark, dimensionId, optionId: "" })}
          />
          <Select
            label={t("marks.option")}
            options={[choose, ...named(options)]}
            value={mark.optionId}
            onChange={(optionId) => setMark({ ...mark, optionId })}
          />
        </FormLayout>
      </Modal.Section>
    </Dialog>
  );
}
