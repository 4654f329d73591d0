import { InlineGrid } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useOwnWords } from "#app/components/use-own-words.ts";
import type { Overview } from "#app/queries/overview.ts";
import { BarsCard } from "./bars-card.tsx";
import { MonthsCard } from "./months-card.tsx";

/** Why, of what, where and from whom; each bar leads to its documents. */
export function LossCards({ overview }: { overview: Overview }) {
  const { t } = useTranslation("home");
  const { t: words } = useTranslation("words");
  const own = useOwnWords();
  const { period, costHidden } = overview;
  const linkBy = (filter: string) => (id: string) => {
    const params = new URLSearchParams({ [filter]: id, from: period.from, to: period.to });
    return `/app/write-offs?${params}`;
  };
  return (
    <>
      <InlineGrid columns={{ xs: 1, md: 2, lg: 3 }} gap="400" alignItems="start">
        <BarsCard
          title={t("by.family")}
          bars={overview.families}
          costHidden={costHidden}
          linkOf={linkBy("family")}
          nameOf={({ id }) => words(`family.${id}`)}
        />
        <BarsCard
          title={t("by.reason")}
          bars={overview.reasons}
          costHidden={costHidden}
          linkOf={linkBy("reason")}
          nameOf={({ name }) => own.reason(name)}
        />
        <BarsCard
          title={t("by.item")}
          bars={overview.items}
          costHidden={costHidden}
          linkOf={linkBy("item")}
        />
        <BarsCard
          title={t("by.location")}
          bars={overview.locations}
          costHidden={costHidden}
          linkOf={linkBy("location")}
        />
        <BarsCard
          title={t("by.vendor")}
          bars={overview.vendors}
          costHidden={costHidden}
          linkOf={linkBy("vendor")}
        />
        <BarsCard
          title={t("by.type")}
          bars={overview.productTypes}
          costHidden={costHidden}
          linkOf={linkBy("type")}
        />
      </InlineGrid>
      <MonthsCard months={overview.months} costHidden={costHidden} />
      <BarsCard
        title={t("apart.title")}
        body={t("apart.body")}
        bars={overview.apart}
        costHidden={costHidden}
        linkOf={linkBy("reason")}
        nameOf={({ name }) => own.reason(name)}
      />
    </>
  );
}
