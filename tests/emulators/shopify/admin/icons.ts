import { type Html, trusted } from "./html.ts";

const paths = {
  home: "M3 9.2 10 3.5l7 5.7V16a1 1 0 0 1-1 1h-3.5v-4.5h-5V17H4a1 1 0 0 1-1-1z",
  products: "M4 4h6l7 7-6 6-7-7zm3.2 3.2v.1",
  chevron: "M6 8.5 10 12.5 14 8.5",
  back: "M12 5 7 10l5 5",
  search: "M9 4a5 5 0 1 1 0 10A5 5 0 0 1 9 4zm3.7 8.7L17 17",
  menu: "M3 6h14M3 10h14M3 14h14",
  mail: "M3 5h14v10H3zM3 6l7 5 7-5",
  close: "M5 5l10 10M15 5 5 15",
  check: "M4.5 10.5 8.5 14.5 15.5 6",
  apps: "M4 4h5v5H4zM11 4h5v5h-5zM4 11h5v5H4zM13.5 11v5M11 13.5h5",
};

export type IconName = keyof typeof paths;

/** Drawn with the text's colour and left out by screen readers: a word always stands beside it. */
export function icon(name: IconName): Html {
  return trusted(
    `<svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false"><path d="${paths[name]}"/></svg>`,
  );
}

/** The app's own mark: a ledger with a line struck through. */
export function appIcon(): Html {
  return trusted(
    '<svg class="app-icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">' +
      '<rect width="20" height="20" rx="5" fill="#0b5c4b"/>' +
      '<path d="M6 5.5h8M6 10h8M6 14.5h5" stroke="#fff" stroke-width="1.7" stroke-linecap="round"/>' +
      '<path d="M4.5 10h11" stroke="#ffc453" stroke-width="1.7" stroke-linecap="round"/></svg>',
  );
}
