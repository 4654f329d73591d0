import { Link, useLocation, useNavigate } from "@remix-run/react";
import { AppProvider, type AppProviderProps } from "@shopify/polaris";
import { type ComponentProps, forwardRef, type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
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
  useTopOfNextPage();
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

/**
 * A dialog of Polaris gives the page back its place when it goes, also where another page stands by then:
 * whoever confirmed at the end of a long form would not see what came of it.
 */
function useTopOfNextPage(): void {
  const { pathname } = useLocation();
  const isLocked = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew with every page
  useLayoutEffect(() => {
    isLocked.current = document.body.hasAttribute("data-lock-scrolling");
  }, [pathname]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: said anew with every page
  useEffect(() => {
    if (isLocked.current) window.scrollTo(0, 0);
  }, [pathname]);
}
