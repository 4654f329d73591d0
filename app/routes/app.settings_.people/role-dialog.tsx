import { useAppBridge } from "@shopify/app-bridge-react";
import { ChoiceList, FormLayout, Modal } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { ROLES, type Role } from "#app/domain/approval/role.ts";
import type { PeopleSettings, PersonSetting } from "#app/queries/people-settings.ts";

type Props = {
  /** Null: everybody who was given none. */
  person: PersonSetting | null;
  role: Role | null;
  locations: PeopleSettings["locations"];
  onClose(): void;
};

export function RoleDialog({ person, role, locations, onClose }: Props) {
  const { t } = useTranslation("people");
  const shopify = useAppBridge();
  const [chosen, setChosen] = useState<Role | "none">(role ?? "none");
  const [places, setPlaces] = useState(person?.locations ?? []);
  const act = useAct(
    useCallback(() => {
      shopify.toast.show(t("saved"));
      onClose();
    }, [shopify, t, onClose]),
  );
  const offered = (["none", ...ROLES] as const).filter((one) => person !== null || one !== "senior-finance");
  const given = chosen === "none" ? null : chosen;
  const save = () =>
    person
      ? act.send(`/app/settings/people/${person.userId}/role`, { role: given, locations: places })
      : act.send("/app/settings/people/others", { role: given });
  return (
    <Dialog
      open
      title={person ? t("changeOne", { name: person.name }) : t("others.change")}
      confirm={t("save")}
      busy={act.busy}
      onConfirm={save}
      onClose={onClose}
    >
      <Modal.Section>
        <FormLayout>
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("notSaved")} /> : null}
          <ChoiceList
            title={t("role.label")}
            choices={offered.map((one) => ({
              value: one,
              label: t(`role.${one}`),
              helpText: t(`does.${one}`),
            }))}
            selected={[chosen]}
            onChange={([one]) => setChosen((one ?? "none") as Role | "none")}
          />
          {person && locations.length > 1 ? (
            <ChoiceList
              allowMultiple
              title={t("locations.label")}
              choices={locations.map(({ id, name }, index) => ({
                ...{ value: id, label: name },
                ...(index === locations.length - 1 ? { helpText: t("locations.help") } : {}),
              }))}
              selected={places}
              onChange={setPlaces}
            />
          ) : null}
        </FormLayout>
      </Modal.Section>
    </Dialog>
  );
}
