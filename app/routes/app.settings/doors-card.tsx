import { Link } from "@remix-run/react";
import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** What has a page of its own, in one glance; below it is what can be set right here. */
export function DoorsCard({ maySeeCost }: { maySeeCost: boolean }) {
  const { t } = useTranslation("settings");
  const { t: audit } = useTranslation("audit");
  const doors = [
    { to: "/app/settings/people", title: t("second.people"), body: t("second.peopleBody") },
    { to: "/app/settings/approval", title: t("second.rules"), body: t("second.rulesBody") },
    { to: "/app/settings/links", title: t("second.links"), body: t("second.linksBody") },
    ...(maySeeCost
      ? [
          { to: "/app/books", title: t("books.open"), body: t("books.body") },
          { to: "/app/feed", title: t("feed.open"), body: t("feed.body") },
          { to: "/app/hooks", title: t("hooks.open"), body: t("hooks.body") },
        ]
      : []),
    { to: "/app/audit", title: audit("settings.open"), body: audit("settings.body") },
    { to: "/app/news/choices", title: t("news.open"), body: t("news.body") },
    { to: "/app/plan", title: t("plan.open"), body: t("plan.body") },
  ];
  return (
    <Card padding="0">
      <ul className="lossbook-list lossbook-doors">
        {doors.map(({ to, title, body }) => (
          <li key={to}>
            <Link to={to} className="lossbook-row-link">
              <BlockStack gap="050">
                <Text as="span" fontWeight="semibold">
                  {title}
                </Text>
                <span className="lossbook-wide">
                  <Text as="span" tone="subdued">
                    {body}
                  </Text>
                </span>
              </BlockStack>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
