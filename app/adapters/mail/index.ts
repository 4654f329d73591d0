import type { Transporter } from "nodemailer";
import { oneLine, shortened } from "#app/domain/one-line.ts";
import type { Letter, MailAnswer, MailPort } from "#app/ports/mail.ts";
import { htmlOf, textOf } from "./letter-body.ts";
import { letterWords } from "./letter-words.ts";
import type { StopTickets } from "./stop-tickets.ts";

export type MailServer = { url: string; from: string };

export type MailParts = {
  /** Where a letter's own link leads, without a sign-in. */
  appUrl: string;
  tickets: StopTickets;
};

const CONNECT_MS = 10_000;
const SILENCE_MS = 20_000;
const WORDS_MAX = 200;
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;
/** One mailbox and nothing that could become two. */
const ADDRESS = /^[^\s<>()[\],;:"\\@]{1,64}@[a-z0-9.-]{1,253}$/i;

/** Letters by SMTP. The client is loaded with the first letter: who sends none does not hold it. */
export function createMail({ url, from }: MailServer, parts: MailParts): MailPort {
  let transport: Promise<Transporter> | undefined;
  return {
    async send(letter) {
      if (!ADDRESS.test(letter.to.address)) return { kind: "refused", words: "not a mail address" };
      transport ??= transportTo(url);
      try {
        await (await transport).sendMail(messageOf(letter, { from, ...parts }));
        return { kind: "taken" };
      } catch (error) {
        return answerOf(error);
      }
    },
  };
}

async function transportTo(smtpUrl: string): Promise<Transporter> {
  const { default: nodemailer } = await import("nodemailer");
  const { hostname, username, protocol } = new URL(smtpUrl);
  // Who signs in does it under TLS; a server on this very machine needs none.
  const requireTLS = protocol === "smtp:" && username !== "" && !LOOPBACK.test(hostname);
  return nodemailer.createTransport({
    url: smtpUrl,
    requireTLS,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function messageOf(letter: Letter, { from, appUrl, tickets }: MailParts & { from: string }) {
  const words = letterWords(letter);
  const stopUrl = `${appUrl}/news/stop/${tickets.made(letter.stop)}`;
  const urls = { all: letter.allUrl, choices: letter.choicesUrl, stop: stopUrl };
  return {
    messageId: `<${letter.id}@${new URL(appUrl).hostname}>`,
    from,
    to: { name: shortened(oneLine(letter.to.name), WORDS_MAX), address: letter.to.address },
    subject: words.subject,
    text: textOf(words, urls),
    html: htmlOf(words, urls, letter.to.locale),
    headers: {
      "List-Unsubscribe": `<${stopUrl}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
    },
  };
}

/** A server that says 5xx of this letter will say it again; all else may pass. */
function answerOf(error: unknown): MailAnswer {
  const { code, responseCode, response, message } = error as {
    code?: string;
    responseCode?: number;
    response?: string;
    message?: string;
  };
  const words = shortened(oneLine(response ?? message ?? ""), WORDS_MAX);
  const isOfLetter = code === "EENVELOPE" || code === "EMESSAGE";
  if (isOfLetter && (responseCode ?? 0) >= 500) return { kind: "refused", words };
  return { kind: "again", why: responseCode ? "put-off" : "unreachable", words };
}
