let isReading = false;

/** Reads this page again and puts in what changed, so that a level seen is the level there is. */
export async function refreshLive(): Promise<void> {
  if (isReading || document.querySelector("[data-live]") === null) return;
  isReading = true;
  try {
    const response = await fetch(location.href);
    if (!response.ok) return;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const shown of document.querySelectorAll("[data-live]")) {
      const next = fresh.getElementById(shown.id);
      if (next && next.innerHTML !== shown.innerHTML) shown.innerHTML = next.innerHTML;
    }
  } catch {
    // The emulator went away; the page keeps what it last knew, the next reading tries again.
  } finally {
    isReading = false;
  }
}
