import { fromAdmin } from "./facts.ts";

type Resource = { id: string; title: string; variants: { id: string; title: string }[] };
type Options = { type?: "product" | "variant" | "collection"; multiple?: boolean | number; query?: string };

/** A small picker of products or variants; undefined when it is closed without a choice. */
export async function pickResources({ type = "product", multiple, query }: Options): Promise<unknown> {
  const search = query ? `?query=${encodeURIComponent(query)}` : "";
  const { products } = await fromAdmin<{ products: Resource[] }>(`/resources${search}`);
  const choices =
    type === "variant"
      ? products.flatMap(({ title, variants }) =>
          variants.map((variant) => ({ ...variant, displayName: `${title} - ${variant.title}` })),
        )
      : products.map((product) => ({ ...product, displayName: product.title }));
  return choose(choices, multiple !== undefined && multiple !== false);
}

function choose<T extends { id: string; displayName: string }>(choices: T[], isMultiple: boolean) {
  const dialog = document.createElement("dialog");
  dialog.className = "modal picker";
  dialog.setAttribute("aria-label", "Choose products");
  const form = document.createElement("form");
  form.method = "dialog";
  for (const choice of choices) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = isMultiple ? "checkbox" : "radio";
    input.name = "choice";
    input.value = choice.id;
    label.append(input, choice.displayName);
    form.append(label);
  }
  form.append(actionButton("Cancel", "cancel"), actionButton("Select", "select"));
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise<T[] | undefined>((resolve) => {
    dialog.addEventListener("close", () => {
      const chosen = new Set(new FormData(form).getAll("choice"));
      dialog.remove();
      resolve(
        dialog.returnValue === "select" ? choices.filter((choice) => chosen.has(choice.id)) : undefined,
      );
    });
  });
}

function actionButton(text: string, value: string): HTMLButtonElement {
  const button = document.createElement("button");
  button.className = value === "select" ? "button primary" : "button";
  button.value = value;
  button.textContent = text;
  return button;
}
