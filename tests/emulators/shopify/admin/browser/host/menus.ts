/** Buttons that open a list below themselves: by pointer, by keys, closed by Escape and by leaving. */
export function wireMenus(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-menu]")) wire(button);
}

function wire(button: HTMLButtonElement): void {
  const list = document.getElementById(button.getAttribute("aria-controls") ?? "");
  if (!list) return;
  const items = () => [...list.querySelectorAll<HTMLElement>("button, a")];

  const show = (isOpen: boolean) => {
    list.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
  };
  const move = (by: number) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    all[(at + by + all.length) % all.length]?.focus();
  };

  button.addEventListener("click", () => show(list.hidden));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    show(true);
    items()[0]?.focus();
  });
  list.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key !== "Escape") return;
    event.preventDefault();
    if (event.key !== "Escape") return;
    show(false);
    button.focus();
  });
  list.addEventListener("click", (event) => {
    if ((event.target as Element).closest("button, a")) show(false);
  });
  document.addEventListener("pointerdown", (event) => {
    if (!list.contains(event.target as Node) && !button.contains(event.target as Node)) show(false);
  });
  list.addEventListener("focusout", (event) => {
    const to = event.relatedTarget as Node | null;
    if (to && !list.contains(to) && to !== button) show(false);
  });
}
