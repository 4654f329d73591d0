import type { ReactNode } from "react";

/** A plain link on purpose: the router would look for this address among the app's own pages. */
export function AdminLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <a href={to} target="_top" className="lossbook-admin-link">
      {children}
    </a>
  );
}
