import { escaped } from "#app/domain/escaped.ts";
import type { LetterWords } from "./letter-words.ts";

type Addresses = { all: string; choices: string; stop: string };

export function textOf(words: LetterWords, urls: Addresses): string {
  const items = words.items.map(({ headline, lines, action, url }) =>
    [headline, ...lines, `${action}: ${url}`].join("\n"),
  );
  return [
    words.greeting,
    ...items,
    ...(words.more ? [words.more] : []),
    `${words.all}: ${urls.all}`,
    `-- \n${words.why}\n${words.choices}: ${urls.choices}\n${words.stop}: ${urls.stop}`,
  ].join("\n\n");
}

const FONT = "font-family:-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif";
const QUIET = "color:#616161;font-size:13px;line-height:20px";

/** Plain enough for every mail program: one column, no pictures, nothing that calls home. */
export function htmlOf(words: LetterWords, urls: Addresses, language: string): string {
  const items = words.items.map(
    ({ headline, lines, action, url }) => `
<tr><td style="padding:16px;border:1px solid #e3e3e3;border-radius:8px">
<h2 style="margin:0 0 4px;font-size:16px;line-height:24px">${escaped(headline)}</h2>
${lines.map((line) => `<p style="margin:0;font-size:14px;line-height:20px">${escaped(line)}</p>`).join("\n")}
<p style="margin:12px 0 0">${link(url, action, BUTTON)}</p>
</td></tr><tr><td style="height:12px"></td></tr>`,
  );
  return `<!doctype html><html lang="${escaped(language)}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escaped(words.subject)}</title></head>
<body style="margin:0;padding:24px 12px;background:#f6f6f6;color:#1a1a1a;${FONT}">
<table role="presentation" style="width:100%;max-width:560px;margin:0 auto;border-collapse:separate;background:#fff">
<tr><td style="padding:24px">
<p style="margin:0 0 16px;font-size:14px;line-height:20px">${escaped(words.greeting)}</p>
<table role="presentation" style="width:100%;border-collapse:separate">${items.join("")}</table>
${words.more ? `<p style="margin:0 0 12px;font-size:14px">${escaped(words.more)}</p>` : ""}
<p style="margin:0;font-size:14px">${link(urls.all, words.all)}</p>
<hr style="border:0;border-top:1px solid #e3e3e3;margin:24px 0 12px">
<p style="margin:0;${QUIET}">${escaped(words.why)}<br>
${link(urls.choices, words.choices)} · ${link(urls.stop, words.stop)}</p>
</td></tr></table></body></html>
`;
}

const BUTTON =
  "display:inline-block;padding:10px 16px;border-radius:8px;background:#1a1a1a;color:#fff;" +
  "font-size:14px;text-decoration:none";

function link(url: string, text: string, style = "color:#005bd3"): string {
  return `<a href="${escaped(url)}" style="${style}">${escaped(text)}</a>`;
}
