import { builtExtensions, runIn, sandboxFrame } from "./extension-frame.ts";
import { openExtension } from "./extension-modal.ts";

/** A block stands on the page as a card of its own, as if the merchant had pinned it. */
export async function standBlocks(): Promise<void> {
  const cards = [...document.querySelectorAll<HTMLElement>("[data-block]")];
  if (cards.length === 0) return;
  const all = await builtExtensions();
  for (const card of cards) {
    const { block, target, selected } = card.dataset;
    const built = all.find(({ handle }) => handle === block);
    if (!built || !target || !selected) continue;
    const frame = sandboxFrame(built.title);
    const wish = { target, selected: [selected] };
    const own = {
      heading: (text: string) => {
        const title = card.querySelector("h2");
        if (title && text) title.textContent = text;
      },
      go: (to: string) => openBeside(to, { target, selected: [selected], opener: frame }),
    };
    frame.addEventListener("load", () => void runIn(frame, built, wish, own), { once: true });
    card.append(frame);
  }
}

/** `extension://handle`: an action on the same page and nothing else, as Shopify says. */
async function openBeside(
  to: string,
  place: { target: string; selected: string[]; opener: HTMLElement },
): Promise<void> {
  const handle = /^extension:\/*([a-z0-9-]+)\/?$/.exec(to)?.[1];
  const target = place.target.replace(".block.render", ".action.render");
  const action = (await builtExtensions()).find(
    (extension) => extension.handle === handle && extension.targets.includes(target),
  );
  if (!action) throw new Error(`There is no action ${to} on this page.`);
  await openExtension({ ...place, handle: action.handle, target });
}
