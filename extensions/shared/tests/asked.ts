/** What an extension asked of the app, and what it is told. */
export type Asked = { method: string; path: string; body: unknown; token: string | null };
export type Reply = { status: number; body: unknown } | "no-connection" | "never";

/** A fetch that writes down what it was asked; the replies are a test's own. */
export function heardBy(asked: Asked[], replyTo: (method: string, path: string) => Reply): typeof fetch {
  return async (input, init) => {
    const path = String(input);
    const method = init?.method ?? "GET";
    asked.push({
      method,
      path,
      body: bodyOf(init?.body),
      token: new Headers(init?.headers).get("Authorization"),
    });
    const reply = replyTo(method, path);
    if (reply === "no-connection") throw new TypeError("Failed to fetch");
    if (reply === "never") {
      return new Promise((_, reject) => {
        init?.signal?.addEventListener("abort", () => reject(new TypeError("aborted")));
      });
    }
    const text = typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body);
    return new Response(text, { status: reply.status });
  };
}

function bodyOf(body: RequestInit["body"]): unknown {
  if (body instanceof FormData) return Object.fromEntries(body);
  return body ? JSON.parse(String(body)) : null;
}

/** Taken one by one; the last one stays. */
export function next(replies: Reply[]): Reply {
  const reply = replies.length > 1 ? replies.shift() : replies[0];
  if (reply === undefined) throw new Error("No reply is laid out.");
  return reply;
}
