/** A full hour as people of that language write it. */
export function hourOf(hour: number, locale: string): string {
  const at = new Date(Date.UTC(2026, 0, 1, hour));
  return new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", timeZone: "UTC" }).format(at);
}
