import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Received = { id: string; signature: string; headers: IncomingMessage["headers"]; body: string };
type Answer = (response: ServerResponse, received: Received) => void | Promise<void>;

export type HookReceiver = {
  url: string;
  port: number;
  received: Received[];
  /** What it says from now on. */
  answer: Answer;
  close(): Promise<void>;
};

export const saying =
  (status: number, body = "", headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, headers).end(body);
  };

/** A merchant's own server, as anybody might write one. */
export async function startHookReceiver({ host = "127.0.0.1", port = 0 } = {}): Promise<HookReceiver> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { headers } = request;
    const received = {
      id: String(headers["lossbook-delivery"]),
      signature: String(headers["lossbook-signature"]),
      headers,
      body: Buffer.concat(parts).toString("utf8"),
    };
    receiver.received.push(received);
    await receiver.answer(response, received);
  });
  await new Promise<void>((done, failed) => {
    server.once("error", failed);
    server.listen(port, host, done);
  });
  const receiver: HookReceiver = {
    port: (server.address() as AddressInfo).port,
    url: "",
    received: [],
    answer: saying(204),
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
  receiver.url = `http://${host}:${receiver.port}/in`;
  return receiver;
}
