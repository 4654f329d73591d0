import { useTranslation } from "react-i18next";
import { isSetAside, type TakenFrom } from "#app/domain/write-off/taken-from.ts";

type Place = { locationName: string; takenFrom: TakenFrom };

/** A location, with what units were taken from there where that is not what is for sale. */
export function usePlaceName(): (place: Place) => string {
  const { t } = useTranslation("words");
  return ({ locationName, takenFrom }) =>
    isSetAside(takenFrom)
      ? t("place", { location: locationName, from: t(`takenFrom.${takenFrom}`) })
      : locationName;
}
