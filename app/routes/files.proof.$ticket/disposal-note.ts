import { escaped } from "#app/domain/escaped.ts";
import type { WriteOffView } from "#app/queries/write-off-view.ts";
import type { PaperWords } from "./paper-words.ts";

const STYLE = `
  body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem; color: #000; background: #fff; }
  body { overflow-wrap: anywhere; }
  table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
  @media screen { div { overflow-x: auto; } table { min-width: 36rem; } }
  th, td { border-bottom: 1px solid #999; padding: .4rem .5rem; text-align: start; vertical-align: top; }
  th.n, td.n { text-align: end; }
  .sign { display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 2rem; margin-top: 5rem; }
  .sign span { border-top: 1px solid #000; padding-top: .3rem; }
  @page { margin: 1.5cm; }
  tr { break-inside: avoid; }
`;

/** A page for the printer: which goods are gone, what becomes of them, places to sign. No money on it. */
export function disposalNote(
  writeOff: WriteOffView,
  shop: string,
  words: PaperWords,
  locale: string,
): Response {
  const { say, day, number } = words;
  const title = say("disposal.title", { number: writeOff.number });
  const heads = [say("item"), say("place"), say("unitsOf"), say("reason"), say("disposal.how")];
  const rows = writeOff.lines.map((line) => [
    [line.title, line.variantTitle, line.sku].filter(Boolean).join(" · "),
    words.place(line),
    number(line.quantity),
    [words.reason(line.reasonLabel), line.note].filter(Boolean).join(" · "),
    line.disposal ? words.word(`words:disposal.${line.disposal}`) : say("disposal.unstated"),
  ]);
  const isOut = writeOff.lines.every(({ fate }) => fate === "applied");
  const undone = writeOff.reversals.filter(({ state }) => state !== "refused").map((one) => one.number);
  const cell = (name: "th" | "td", text: string, at: number) =>
    `<${name}${at === 2 ? ' class="n"' : ""}>${escaped(text)}</${name}>`;
  const signs = [say("disposal.done"), say("disposal.seen"), say("disposal.day")];
  const body = [
    `<h1>${escaped(title)}</h1>`,
    `<p>${escaped(shop)} · ${escaped(day(writeOff.eventDate))} · ${escaped(writeOff.submittedBy.name)}</p>`,
    `<p>${escaped(say("disposal.intro"))}</p>`,
    undone.length === 0
      ? ""
      : `<p><strong>${escaped(say("disposal.undone", { numbers: undone }))}</strong></p>`,
    isOut ? "" : `<p><strong>${escaped(say("disposal.waiting"))}</strong></p>`,
    `<div><table><thead><tr>${heads.map((text, at) => cell("th", text, at)).join("")}</tr></thead><tbody>`,
    ...rows.map((cells) => `<tr>${cells.map((text, at) => cell("td", text, at)).join("")}</tr>`),
    "</tbody></table></div>",
    writeOff.note ? `<p>${escaped(writeOff.note)}</p>` : "",
    `<div class="sign">${signs.map((text) => `<span>${escaped(text)}</span>`).join("")}</div>`,
  ];
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>`;
  const page = `<!doctype html><html lang="${escaped(locale)}"><head>${head}<style>${STYLE}</style></head><body>${body.join("")}</body></html>`;
  return new Response(page, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *",
      "Cache-Control": "private, no-store",
    },
  });
}
