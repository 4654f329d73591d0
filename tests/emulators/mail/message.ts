export type Message = {
  headers: Map<string, string>;
  text: string;
  html: string;
};

/** Reads what a mail program reads: unfolded headers, encoded words, both shapes of the body. */
export function parseMessage(raw: string): Message {
  const parts = leavesOf(raw);
  const bodyOf = (type: string) =>
    (parts.find((part) => part.type === type)?.body ?? "").replaceAll("\r\n", "\n");
  return { headers: headersOf(split(raw).head), text: bodyOf("text/plain"), html: bodyOf("text/html") };
}

type Leaf = { type: string; body: string };

function leavesOf(raw: string): Leaf[] {
  const { head, body } = split(raw);
  const headers = headersOf(head);
  const type = headers.get("content-type") ?? "text/plain";
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary) {
    const [, ...rest] = `\r\n${body}`.split(`\r\n--${boundary}`);
    return rest
      .filter((piece) => !piece.startsWith("--"))
      .flatMap((piece) => leavesOf(piece.replace(/^\r\n/, "")));
  }
  return [{ type: type.split(";")[0]?.trim().toLowerCase() ?? "", body: decoded(body, headers) }];
}

function split(raw: string): { head: string; body: string } {
  const at = raw.indexOf("\r\n\r\n");
  return at < 0 ? { head: raw, body: "" } : { head: raw.slice(0, at), body: raw.slice(at + 4) };
}

function headersOf(head: string): Map<string, string> {
  const lines = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const at = line.indexOf(":");
      return at < 0 ? [] : [[line.slice(0, at).toLowerCase(), words(line.slice(at + 1).trim())]];
    }),
  );
}

/** RFC 2047: words of other scripts stand in a header as ASCII; between two of them the space is none. */
function words(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?([\w-]+)\?([BQ])\?([^?]*)\?=/gi, (_, _charset, how: string, coded: string) =>
      how.toUpperCase() === "B"
        ? Buffer.from(coded, "base64").toString("utf8")
        : quoted(coded.replaceAll("_", " ")),
    );
}

function decoded(body: string, headers: Map<string, string>): string {
  const how = headers.get("content-transfer-encoding")?.toLowerCase() ?? "";
  if (how === "base64") return Buffer.from(body, "base64").toString("utf8");
  if (how === "quoted-printable") return quoted(body.replace(/=\r\n/g, ""));
  return body;
}

function quoted(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, "latin1").toString("utf8");
}
