import { gunzipSync } from "node:zlib";
import pg from "pg";
import { decode } from "turbo-stream";
import { v7 } from "uuid";
import { expect } from "vitest";
import { type AppRig, type Ask, blueMug, mainStreet, type Told } from "#tests/support/app-rig.ts";

export type Pulled = { status: number; headers: Headers; text: string };

/** What the accountant's program does: no browser, no session, a token alone. */
export function accountantOf(rig: AppRig) {
  async function pull(
    path: string,
    token: string | null,
    headers: Record<string, string> = {},
    method = "GET",
  ) {
    const answer = await fetch(`${rig.web.url}/feed/v1/${path}`, {
      method,
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
    });
    return { status: answer.status, headers: answer.headers, text: await answer.text() } satisfies Pulled;
  }

  async function makeToken(ask: { shop?: string; scopes?: string[]; label?: string; userId?: string } = {}) {
    const { shop = "mug-shop", scopes = ["entries", "documents"], label = "Ana" } = ask;
    const id = v7();
    const told = await onPage("/app/feed/tokens", {
      shop,
      ...(ask.userId ? { userId: ask.userId } : {}),
      body: { id, label, scopes, days: 30 },
    });
    return { id, told, token: told.body?.value?.token as string };
  }

  /** What a page's own door says to it. */
  async function onPage(path: string, ask: Ask = {}): Promise<Pick<Told, "status" | "body">> {
    const told = await rig.ask(`${path}.data`, ask);
    const bytes = new Response(told.body).body;
    if (told.status === 401 || !bytes) return { status: told.status, body: told.body };
    const { value } = (await decode(bytes as ReadableStream<Uint8Array>)) as { value: Told["body"] };
    const loaded = value.data ? value : value["routes/app.feed"];
    return { status: told.status, body: loaded?.data ?? value };
  }

  async function writeOff(quantity = 1, more: object = {}, shop = "mug-shop") {
    const id = v7();
    const line = { itemId: blueMug, locationId: mainStreet, quantity, reasonId: "damaged", ...more };
    const told = await rig.ask("/api/write-offs", { shop, body: { id, lines: [line], note: "Fell" } });
    expect(told.status, JSON.stringify(told.body)).toBe(201);
    return id;
  }

  async function sql<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
    const client = new pg.Client({ connectionString: rig.database.ownerUrl });
    await client.connect();
    try {
      return (await client.query<T>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** A token is good for sixty requests a minute; a test may want more of it. */
  const restTokens = () => sql("UPDATE feed_token SET turns = NULL, turns_at = NULL");

  return { pull, onPage, makeToken, writeOff, sql, restTokens };
}

/** The bytes as they came over the wire; fetch would unpack them unseen. */
export async function packedText(url: string, token: string): Promise<string> {
  const { request } = await import("node:http");
  return new Promise((resolve, reject) => {
    request(
      url,
      { headers: { authorization: `Bearer ${token}`, "accept-encoding": "gzip" } },
      async (answer) => {
        expect(answer.headers["content-encoding"]).toBe("gzip");
        resolve(gunzipSync(Buffer.concat(await answer.toArray())).toString());
      },
    )
      .on("error", reject)
      .end();
  });
}
