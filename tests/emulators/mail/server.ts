import { createServer as createHttp, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from "node:net";
import type { MailFault } from "./faults.ts";
import { type Letter, openMailbox } from "./mailbox.ts";
import { bodyPage, letterPage, listPage } from "./page.ts";
import { converse } from "./smtp.ts";

export type MailOptions = {
  /** Where the mailbox is shown; 0 or missing: any free port. */
  port?: number;
  dataFile?: string;
  now?: () => number;
};

export type MailEmulator = {
  /** For SMTP_URL. */
  smtpUrl: string;
  /** The mailbox as pages. */
  url: string;
  letters: Letter[];
  lettersTo(address: string): Letter[];
  fault(...faults: MailFault[]): void;
  empty(): void;
  close(): Promise<void>;
};

/** A mail server that takes every letter, shows it to whoever looks, and fails on demand. */
export async function startMail(options: MailOptions = {}): Promise<MailEmulator> {
  const mailbox = openMailbox(options.dataFile, options.now ?? Date.now);
  const faults: MailFault[] = [];
  const open = new Set<Socket>();
  const smtp = createTcp((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    // A client that hangs up in the middle is a client's own affair.
    socket.on("error", () => socket.destroy());
    converse(socket, { fault: () => faults.shift() ?? null, take: (letter) => mailbox.keep(letter) });
  });
  const pages = createHttp((request, response) =>
    answer(new URL(request.url ?? "/", "http://mailbox"), response),
  );
  const smtpPort = await listen(smtp, 0);
  const port = await listen(pages, options.port ?? 0);

  function answer(url: URL, response: ServerResponse): void {
    const [, number, body] = /^\/letters\/(\d+)(\/body)?$/.exec(url.pathname) ?? [];
    const letter = mailbox.letters[Number(number) - 1];
    const isList = url.pathname === "/";
    const html = isList
      ? listPage(mailbox.letters, url.searchParams.get("to"))
      : letter && (body ? bodyPage(letter) : letterPage(letter));
    response.writeHead(html ? 200 : 404, {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
    });
    response.end(html ?? "There is no such letter.");
  }

  return {
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    url: `http://127.0.0.1:${port}`,
    letters: mailbox.letters,
    lettersTo: (address) => mailbox.letters.filter((letter) => letter.to.includes(address)),
    fault: (...more) => void faults.push(...more),
    empty: () => {
      mailbox.empty();
      faults.length = 0;
    },
    async close() {
      for (const socket of open) socket.destroy();
      pages.closeAllConnections();
      await Promise.all([smtp, pages].map((server) => new Promise((done) => server.close(done))));
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host: "127.0.0.1" }, () => resolve((server.address() as AddressInfo).port));
  });
}
