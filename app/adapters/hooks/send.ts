import { type IncomingMessage, request as requestPlain } from "node:http";
import { type RequestOptions, request as requestSecure } from "node:https";
import { limits } from "#app/domain/limits.ts";
import { lookupAmong, type Whereabouts } from "./whereabouts.ts";

export type Sent =
  | { kind: "answered"; status: number; retryAfter: string | null; words: string }
  | { kind: "silent"; why: "timeout" | "unreachable" | "certificate"; words: string };

/**
 * One POST on a connection of its own, to an address that was looked at before. Nothing is followed, and it
 * ends in time, also with a receiver that answers a byte at a time.
 */
export function send(
  { url, isPlain, addresses }: Whereabouts,
  headers: Record<string, string>,
  body: string,
): Promise<Sent> {
  const options: RequestOptions = {
    method: "POST",
    headers: { ...headers, "content-length": Buffer.byteLength(body), connection: "close" },
    lookup: lookupAmong(addresses),
    agent: false,
    signal: AbortSignal.timeout(limits.hookTimeoutMs),
  };
  return new Promise((settle) => {
    let isHeard = false;
    const call = (isPlain ? requestPlain : requestSecure)(url, options, async (answer) => {
      isHeard = true;
      const status = answer.statusCode ?? 0;
      const retryAfter = answer.headers["retry-after"] ?? null;
      // The status decides. What a receiver that took it has to say is read by nobody.
      const words = status >= 200 && status < 300 ? "" : await beginningOf(answer);
      settle({ kind: "answered", status, retryAfter, words });
      call.destroy();
    });
    call.on("error", (error) => settle(silenceOf(error)));
    // Who wants to speak another protocol is hung up on without an answer and without an error.
    call.on("close", () => isHeard || settle({ kind: "silent", why: "unreachable", words: "" }));
    call.end(body);
  });
}

/** As far as it came in time; the rest is not even received. */
async function beginningOf(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      parts.push(part.subarray(0, limits.hookAnswerBytesMax - length));
      length += part.length;
      if (length >= limits.hookAnswerBytesMax) break;
    }
  } catch {
    // It broke off or was late: its status was heard all the same.
  }
  return cut(Buffer.concat(parts).toString("utf8"));
}

/** Node names what is wrong with a certificate in a word of OpenSSL's, and with the encryption in its own. */
const CERTIFICATE = /CERT|SIGNATURE|SELF_SIGNED|ALTNAME|^ERR_SSL|^EPROTO$|ISSUER/;

function silenceOf(error: NodeJS.ErrnoException): Sent {
  const code = error.code ?? "";
  const isLate = error.name === "AbortError" || error.name === "TimeoutError" || code === "ETIMEDOUT";
  const why = isLate ? "timeout" : CERTIFICATE.test(code) ? "certificate" : "unreachable";
  return { kind: "silent", why, words: isLate ? "" : cut(code) };
}

/** For a person to read: one line without control characters, and no more than a hint. */
function cut(text: string): string {
  const line = text.replace(/[\p{C}\s\ufffd]+/gu, " ").trim();
  return line.slice(0, limits.hookWordsMax).toWellFormed();
}
