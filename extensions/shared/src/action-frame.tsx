import type { ComponentChildren } from "preact";
import { t } from "./text.ts";

type Press = { label: string; onClick: () => void; disabled?: boolean; loading?: boolean };

type Props = {
  children: ComponentChildren;
  loading?: boolean;
  primary?: Press;
  secondary?: Press;
  link?: { label: string; href: string; isPrimary?: boolean };
  closeLabel?: string;
};

/** The modal's heading and its row of buttons, the same in every state. */
export function ActionFrame({ children, loading, primary, secondary, link, closeLabel }: Props) {
  return (
    <s-admin-action heading={t("heading")} loading={loading ?? false}>
      <s-stack direction="block" gap="base">
        {children}
      </s-stack>
      {primary && (
        <s-button
          slot="primary-action"
          variant="primary"
          disabled={primary.disabled ?? false}
          loading={primary.loading ?? false}
          onClick={primary.onClick}
        >
          {primary.label}
        </s-button>
      )}
      {secondary && (
        <s-button
          slot="secondary-actions"
          disabled={secondary.disabled ?? false}
          loading={secondary.loading ?? false}
          onClick={secondary.onClick}
        >
          {secondary.label}
        </s-button>
      )}
      {link && (
        <s-button
          slot={link.isPrimary ? "primary-action" : "secondary-actions"}
          variant={link.isPrimary ? "primary" : "auto"}
          href={link.href}
        >
          {link.label}
        </s-button>
      )}
      {closeLabel && (
        <s-button slot="secondary-actions" onClick={() => shopify.close()}>
          {closeLabel}
        </s-button>
      )}
    </s-admin-action>
  );
}
