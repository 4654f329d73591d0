import type { Socket } from "node:net";
import type { MailFault } from "./faults.ts";

export type Taken = { from: string; to: string[]; raw: string };

type Session = { from: string; to: string[]; data: string[] | null };

/** One conversation: the few words of SMTP that a client needs to leave a letter. */
export function converse(
  socket: Socket,
  parts: { fault: () => MailFault | null; take: (letter: Taken) => void },
): void {
  const fault = parts.fault();
  if (fault?.kind === "silent") return;
  if (fault?.kind === "refuse-connection") {
    socket.destroy();
    return;
  }
  const session: Session = { from: "", to: [], data: null };
  const say = (line: string) => {
    if (socket.writable) socket.write(`${line}\r\n`);
  };
  const refused = (at: "rcpt" | "data") =>
    fault?.kind === "code" && (fault.at ?? "rcpt") === at ? `${fault.code} ${fault.words ?? "no"}` : null;
  const take = () => {
    const raw = Buffer.from(session.data?.join("\r\n") ?? "", "latin1").toString("utf8");
    session.data = null;
    const isDropped = fault?.kind === "drop-before" || fault?.kind === "drop-after";
    if (fault?.kind !== "drop-before" && !refused("data"))
      parts.take({ from: session.from, to: [...session.to], raw });
    if (isDropped) socket.destroy();
    else say(refused("data") ?? "250 kept");
  };
  const answers: Record<string, (address: string) => string> = {
    EHLO: () => "250-emulator\r\n250-8BITMIME\r\n250 SMTPUTF8",
    HELO: () => "250 emulator",
    NOOP: () => "250 ok",
    RSET: () => "250 ok",
    MAIL: (address) => {
      Object.assign(session, { from: address, to: [] });
      return "250 ok";
    },
    RCPT: (address) => {
      const refusal = refused("rcpt");
      if (!refusal) session.to.push(address);
      return refusal ?? "250 ok";
    },
    DATA: () => {
      session.data = [];
      return "354 go on";
    },
    QUIT: () => "221 bye",
  };
  const answer = (line: string) => {
    const verb = line.slice(0, 4).toUpperCase();
    say(answers[verb]?.(/<([^>]*)>/.exec(line)?.[1] ?? "") ?? "502 not known here");
    if (verb === "QUIT") socket.end();
  };
  let unread = "";
  socket.setEncoding("latin1");
  socket.on("data", (chunk) => {
    unread += chunk;
    for (let end = unread.indexOf("\r\n"); end >= 0; end = unread.indexOf("\r\n")) {
      const line = unread.slice(0, end);
      unread = unread.slice(end + 2);
      if (!session.data) answer(line);
      else if (line === ".") take();
      else session.data.push(line.startsWith(".") ? line.slice(1) : line);
    }
  });
  say("220 emulator ESMTP");
}
