/** @jsxImportSource preact */
const paths: Record<string, string> = {
  check: "M4.5 10.5 8.5 14.5 15.5 6",
  info: "M10 9v5M10 6v.1",
  warning: "M10 6v5M10 14v.1",
  critical: "M10 6v5M10 14v.1",
  success: "M5.5 10.5 8.5 13.5 14.5 7",
  x: "M5 5l10 10M15 5 5 15",
};

export function Glyph({ type }: { type: string }) {
  return (
    <svg class="glyph" viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
      <path d={paths[type] ?? "M10 10v.1"} />
    </svg>
  );
}
