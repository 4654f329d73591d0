/** The list's checkboxes: one a row, one for all, and the bar that comes once something is chosen. */
export function wireSelection(): void {
  const all = document.querySelector<HTMLInputElement>("#select-all");
  const bar = document.getElementById("selection");
  const count = document.getElementById("selection-count");
  if (!all || !bar || !count) return;
  const boxes = [...document.querySelectorAll<HTMLInputElement>("[data-select]")];
  const show = () => {
    const chosen = chosenProducts();
    all.checked = chosen.length === boxes.length && boxes.length > 0;
    all.indeterminate = chosen.length > 0 && !all.checked;
    bar.hidden = chosen.length === 0;
    count.textContent = `${chosen.length} selected`;
  };
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    show();
  });
  for (const box of boxes) box.addEventListener("change", show);
  show();
}

export function chosenProducts(): string[] {
  const boxes = document.querySelectorAll<HTMLInputElement>("[data-select]:checked");
  return [...boxes].map((box) => box.dataset.select ?? "");
}
