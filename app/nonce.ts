import { createContext, useContext } from "react";

const Nonce = createContext<string | undefined>(undefined);

export const NonceProvider = Nonce.Provider;

/** What lets the page's own inline scripts run; the browser hides it from everybody else. */
export function useNonce(): string | undefined {
  return useContext(Nonce);
}
