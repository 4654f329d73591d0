import { Banner, BlockStack, Link, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CalendarDay } from "#app/components/calendar-day.tsx";
import { useProblemWords } from "#app/components/problem-words.ts";
import type { ClosingView, OpenDelivery, OpenDocument } from "#app/queries/closing-view.ts";

const SHOWN_MAX = 10;

/** Each thing that hinders, with the documents it is about, so that a press leads to what must be done. */
export function OpenWork({ view }: { view: ClosingView }) {
  const { t } = useTranslation("closing");
  const words = useProblemWords();
  if (view.problems.length === 0) {
    return (
      <Banner tone="success">
        <Text as="p">{t("open.none")}</Text>
      </Banner>
    );
  }
  const about: Record<string, { documents: OpenDocument[]; all: string }> = {
    "documents-working": { documents: view.working, all: `/app/write-offs?state=working&to=${view.through}` },
    "lines-need-value": { documents: view.needsValue, all: "/app/tasks" },
  };
  return (
    <Banner tone="warning" title={t("open.title")}>
      <BlockStack gap="300">
        {view.problems.map((problem) => {
          const { documents = [], all = "" } = about[problem.code] ?? {};
          return (
            <BlockStack gap="100" key={problem.code}>
              <Text as="p">{words(problem)}</Text>
              {documents.length > 0 ? (
                <List>
                  {documents.slice(0, SHOWN_MAX).map((document) => (
                    <List.Item key={document.id}>
                      <OpenDocumentLink document={document} />
                    </List.Item>
                  ))}
                </List>
              ) : null}
              {problem.code === "deliveries-open" ? <OpenDeliveries deliveries={view.deliveries} /> : null}
              {documents.length > SHOWN_MAX ? <Link url={all}>{t("open.all")}</Link> : null}
            </BlockStack>
          );
        })}
      </BlockStack>
    </Banner>
  );
}

/** What is due and not formed yet has no page of its own: the books' page shows how much that is. */
function OpenDeliveries({ deliveries }: { deliveries: OpenDelivery[] }) {
  const { t } = useTranslation("closing");
  if (deliveries.length === 0) return <Link url="/app/books">{t("open.books")}</Link>;
  return (
    <>
      <List>
        {deliveries.slice(0, SHOWN_MAX).map(({ id, reference, day, organisation }) => (
          <List.Item key={id}>
            <Link url={`/app/deliveries/${id}`}>{reference}</Link>, <CalendarDay day={day} />, {organisation}
          </List.Item>
        ))}
      </List>
      {deliveries.length > SHOWN_MAX ? <Link url="/app/books">{t("open.all")}</Link> : null}
    </>
  );
}

function OpenDocumentLink({ document }: { document: OpenDocument }) {
  return (
    <span className="lossbook-wrap">
      <Link url={`/app/write-offs/${document.id}`}>{document.number}</Link>,{" "}
      <CalendarDay day={document.eventDate} />, {document.title}
    </span>
  );
}
