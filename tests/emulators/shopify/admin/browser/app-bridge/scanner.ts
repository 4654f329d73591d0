import { host } from "./host.ts";

/** Only the mobile app has a camera for embedded pages; here a narrow window counts as one. */
export const isMobile = () => window.innerWidth < 500;

export const scanner = {
  capture(): Promise<{ data: string }> {
    return isMobile()
      ? host<{ data: string }>("scan")
      : Promise.reject(new Error("The scanner is not available in this environment"));
  },
};
