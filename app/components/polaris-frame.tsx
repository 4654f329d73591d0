import { Link, useNavigate } from "@remix-run/react";
import { AppProvider, type AppProviderProps } from "@shopify/polaris";
import { type ComponentProps, forwardRef, type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";

type PolarisWords = Exclude<AppProviderProps["i18n"], unknown[]>;
type LinkProps = Omit<ComponentProps<typeof Link>, "to"> & { url: string };

const PolarisLink = forwardRef<HTMLAnchorElement, LinkProps>(function PolarisLink({ url, ...props }, ref) {
  return <Link {...props} to={url} ref={ref} />;
});

/**
 * Polaris in the reader's language, with the router's links and the admin's own menu. Shopify's provider
 * would bring English along for everybody.
 */
export function PolarisFrame({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  const language = i18n.languages.find((one) => i18n.hasResourceBundle(one, "polaris")) ?? i18n.language;
  const words: PolarisWords = i18n.getResourceBundle(language, "polaris");
  useAdminNavigation();
  return (
    <AppProvider i18n={words} linkComponent={PolarisLink as AppProviderProps["linkComponent"]}>
      {children}
    </AppProvider>
  );
}

/** A tap on the admin's menu reaches us as an event of the link it stands for. */
function useAdminNavigation(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const follow = ({ target }: Event) => {
      const href = target instanceof Element ? target.getAttribute("href") : null;
      if (href) navigate(href);
    };
    addEventListener("shopify:navigate", follow);
    return () => removeEventListener("shopify:navigate", follow);
  }, [navigate]);
}
