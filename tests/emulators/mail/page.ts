import type { Letter } from "./mailbox.ts";

/** The staff's letters in a browser: whoever shows the demo opens them here as in a mail program. */
export function listPage(letters: Letter[], to: string | null): string {
  const addresses = [...new Set(letters.flatMap((letter) => letter.to))].sort();
  const shown = letters.filter((letter) => to === null || letter.to.includes(to)).toReversed();
  const tabs = [null, ...addresses].map((address) => {
    const current = address === to ? ' aria-current="page"' : "";
    const href = address === null ? "/" : `/?to=${encodeURIComponent(address)}`;
    return `<li><a href="${href}"${current}>${escaped(address ?? "Everybody")}</a></li>`;
  });
  const rows = shown.map(
    (letter) => `<li><a class="letter" href="/letters/${letter.number}">
<strong>${escaped(letter.headers.get("subject") ?? "(no subject)")}</strong>
<span>${escaped(letter.headers.get("to") ?? "")} · <time>${new Date(letter.at).toISOString()}</time></span>
</a></li>`,
  );
  const none = "<p>No letters yet. Write something off, or ask for approval, and wait some seconds.</p>";
  return page(
    "Mailbox",
    `<h1>Mailbox</h1><nav aria-label="Staff"><ul class="tabs">${tabs.join("")}</ul></nav>
${rows.length > 0 ? `<ul class="letters">${rows.join("")}</ul>` : none}`,
  );
}

export function letterPage(letter: Letter): string {
  const rows = ["from", "to", "date", "message-id", "list-unsubscribe"].map(
    (name) => `<dt>${name}</dt><dd>${escaped(letter.headers.get(name) ?? "–")}</dd>`,
  );
  const subject = letter.headers.get("subject") ?? "(no subject)";
  return page(
    subject,
    `<p><a href="/?to=${encodeURIComponent(letter.to[0] ?? "")}">Back to the mailbox</a></p>
<h1>${escaped(subject)}</h1><dl>${rows.join("")}</dl>
<iframe title="The letter" src="/letters/${letter.number}/body"
  sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"></iframe>
<details><summary>As plain text</summary><pre>${escaped(letter.text)}</pre></details>`,
  );
}

/** Links of a letter open where a mail program would open them: outside of it. */
export function bodyPage(letter: Letter): string {
  return letter.html.replace(/<head>/, '<head><base target="_top">');
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(title)}</title>
<link rel="icon" href="data:,"><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#1a1a1a;background:#f6f6f6}
main{max-width:48rem;margin:0 auto;padding:1.5rem 1rem}
ul{list-style:none;margin:0;padding:0}.tabs{display:flex;flex-wrap:wrap;gap:.5rem;margin-bottom:1rem}
.tabs a{display:block;padding:.6rem .9rem;border-radius:.5rem;background:#fff;color:inherit}
.tabs a[aria-current]{background:#1a1a1a;color:#fff}.letters li+li{border-top:1px solid #e3e3e3}
.letter{display:block;padding:.8rem 1rem;background:#fff;color:inherit;text-decoration:none}
.letter:hover{background:#f1f1f1}.letter span{display:block;color:#616161;font-size:.875rem}
iframe{width:100%;height:36rem;border:1px solid #e3e3e3;border-radius:.5rem;background:#fff}
dl{display:grid;grid-template-columns:max-content 1fr;gap:0 1rem;font-size:.875rem}dt{color:#616161}
dd{margin:0;overflow-wrap:anywhere}pre{white-space:pre-wrap;overflow-wrap:anywhere}`;

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
