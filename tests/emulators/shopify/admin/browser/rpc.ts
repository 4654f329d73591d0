/** Calls over a message port, both ways: each side names what it answers. */
export type Handlers = Record<string, (...values: never[]) => unknown>;

export type Call = <T = unknown>(name: string, ...values: unknown[]) => Promise<T>;

type Message =
  | { kind: "call"; id: number; name: string; values: unknown[] }
  | { kind: "answer"; id: number; value: unknown }
  | { kind: "failure"; id: number; message: string };

export function talkOver(port: MessagePort, handlers: Handlers): Call {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let last = 0;

  port.onmessage = async ({ data }: MessageEvent<Message>) => {
    if (data.kind === "call") return port.postMessage(await answerTo(data));
    const caller = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.kind === "answer") caller?.resolve(data.value as never);
    else caller?.reject(new Error(data.message));
  };

  async function answerTo({ id, name, values }: Extract<Message, { kind: "call" }>): Promise<Message> {
    try {
      const handler = handlers[name];
      if (!handler) throw new Error(`Nobody answers ${name} here.`);
      return { kind: "answer", id, value: await handler(...(values as never[])) };
    } catch (error) {
      return { kind: "failure", id, message: error instanceof Error ? error.message : String(error) };
    }
  }

  return (name, ...values) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      port.postMessage({ kind: "call", id: last, name, values } satisfies Message);
    });
}
