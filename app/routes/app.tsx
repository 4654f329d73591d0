import type { HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import {
  type ClientLoaderFunctionArgs,
  isRouteErrorResponse,
  Link,
  Outlet,
  useLoaderData,
  useRevalidator,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import { NavMenu } from "@shopify/app-bridge-react";
import { Banner, Page } from "@shopify/polaris";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useTranslation } from "react-i18next";
import { keptAs, useKept } from "#app/components/kept.ts";
import { LostBanner } from "#app/components/lost-banner.tsx";
import { PolarisFrame } from "#app/components/polaris-frame.tsx";
import { usePreloadedPages } from "#app/components/use-preloaded-pages.ts";
import { contextOfRequest } from "#app/context.server.ts";
import { type Frame, frame } from "#app/queries/frame.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return { ...(await frame(ctx)), mayWriteOff: ctx.person?.mayWriteOff ?? false };
}

export const clientLoader = (args: ClientLoaderFunctionArgs) => keptAs("frame", args);

export { worthReadingAgain as shouldRevalidate } from "#app/components/worth-reading-again.ts";

export const headers: HeadersFunction = (args) => boundary.headers(args);

/**
 * The frame of every page: navigation in the admin's own menu, the page inside. App Bridge stands in the
 * head.
 */
export default function App() {
  const shown = useLoaderData<typeof loader>();
  useKept(shown, "frame");
  usePreloadedPages();
  return (
    <PolarisFrame>
      <Navigation
        tasks={shown.tasks}
        hasBooks={shown.hasBooks}
        unread={shown.unread}
        flagged={shown.flagged}
        requests={shown.requests}
      />
      <LostBanner />
      <Outlet />
    </PolarisFrame>
  );
}

type Counts = Omit<Frame, "requests"> & { requests: Frame["requests"] | null };

function Navigation({ tasks, hasBooks, unread, flagged, requests }: Counts) {
  const { t } = useTranslation("common");
  return (
    <NavMenu>
      <Link to="/app" rel="home">
        {t("nav.overview")}
      </Link>
      <Link to="/app/write-offs">{t("nav.writeOffs")}</Link>
      {flagged > 0 ? <Link to="/app/flagged">{t("nav.flagged", { count: flagged })}</Link> : null}
      <Link to="/app/journal">{t("nav.journal")}</Link>
      <Link to="/app/tasks">{tasks > 0 ? t("nav.openTasks", { count: tasks }) : t("nav.tasks")}</Link>
      {requests?.isUsed ? (
        <Link to="/app/requests">
          {requests.waiting > 0 ? t("nav.openRequests", { count: requests.waiting }) : t("nav.requests")}
        </Link>
      ) : null}
      <Link to="/app/news">
        {unread > 99
          ? t("nav.manyNews", { count: 99 })
          : unread > 0
            ? t("nav.unreadNews", { count: unread })
            : t("nav.news")}
      </Link>
      {hasBooks ? <Link to="/app/books">{t("nav.books")}</Link> : null}
      <Link to="/app/settings">{t("nav.settings")}</Link>
    </NavMenu>
  );
}

export function ErrorBoundary() {
  const { t } = useTranslation("common");
  const words = wordsOf(useRouteError());
  const frame = useRouteLoaderData<typeof loader>("routes/app");
  const { revalidate, state } = useRevalidator();
  const again = { content: t("failed.again"), onAction: revalidate, loading: state !== "idle" };
  return (
    <PolarisFrame>
      <Navigation
        tasks={frame?.tasks ?? 0}
        hasBooks={frame?.hasBooks ?? false}
        unread={frame?.unread ?? 0}
        flagged={frame?.flagged ?? 0}
        requests={frame?.requests ?? null}
      />
      <Page title={t("failed.title")}>
        <Banner tone="critical" action={again}>
          {words ?? t("failed.ours")}
        </Banner>
      </Page>
    </PolarisFrame>
  );
}

/** What a door refused with, in the sentence it gave. */
function wordsOf(error: unknown): string | null {
  if (!isRouteErrorResponse(error)) return null;
  const problems = (error.data as { problems?: { message: string }[] } | null)?.problems;
  return problems?.map(({ message }) => message).join(" ") ?? null;
}
