import { useLocation, useNavigate } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { v7 } from "uuid";
import { useSend } from "#app/components/use-send.ts";
import type { SavedView } from "#app/queries/list-views.ts";
import { FILTER_NAMES } from "#app/queries/write-off-filter.ts";

export type View = SavedView & { isLocked: boolean };

export type Views = {
  all: View[];
  selected: View;
  /** What narrows the list now, as a view keeps it. */
  query: string;
  changed: boolean;
  maySave: boolean;
  save(view: { id?: string; name: string; query: string; shared: boolean }): Promise<boolean>;
  remove(id: string): Promise<boolean>;
};

type Shop = {
  firstOfMonth: string;
  /** Where this person works, if not everywhere. */
  places: { id: string; name: string }[];
};

/** Five views that everybody has, one for each place of whoever works at some alone, and what was saved. */
export function useViews(saved: SavedView[], { firstOfMonth, places }: Shop): Views {
  const { t } = useTranslation("write-offs");
  const { search } = useLocation();
  const navigate = useNavigate();
  const send = useSend<{ id: string }>();
  const fixed = (id: string, query: string) => ({
    ...{ id, query, name: t(`view.${id}`), shared: true, isLocked: true },
  });
  const everything: View = fixed("all", "");
  const all: View[] = [
    everything,
    ...places.map(({ id, name }) => ({
      ...fixed("all", new URLSearchParams({ location: id }).toString()),
      ...{ id: `place-${id.split("/").at(-1)}`, name },
    })),
    fixed("waiting", "view=waiting"),
    fixed("drafts", "view=drafts"),
    fixed("attention", "attention=1"),
    fixed("month", `from=${firstOfMonth}`),
    ...saved.map((view) => ({ ...view, query: withView(view.query, view.id), isLocked: false })),
  ];
  const params = new URLSearchParams(search);
  const query = kept(params);
  const named = all.find(({ id }) => id === params.get("view"));
  const same = all.find((view) => kept(new URLSearchParams(view.query)) === query);
  const selected = named ?? same ?? everything;
  return {
    all,
    selected,
    query,
    changed: kept(new URLSearchParams(selected.query)) !== query,
    maySave: true,
    async save({ id = v7(), name, query: wanted, shared }) {
      const bare = kept(new URLSearchParams(wanted));
      const answer = await send("/app/write-offs/views", { id, name, query: bare, shared });
      if (answer.ok) navigate(`?${withView(bare, id)}`, { preventScrollReset: true });
      return answer.ok;
    },
    async remove(id) {
      const answer = await send("/app/write-offs/views/removal", { id });
      if (answer.ok) navigate("?", { preventScrollReset: true });
      return answer.ok;
    },
  };
}

/** Filters and order; a place in the list and the view's own name are none of it. */
function kept(params: URLSearchParams): string {
  const names = FILTER_NAMES.filter((name) => name !== "cursor" && name !== "view" && params.get(name));
  return new URLSearchParams(names.map((name) => [name, params.get(name) ?? ""])).toString();
}

function withView(query: string, id: string): string {
  const params = new URLSearchParams(query);
  params.set("view", id);
  return params.toString();
}
