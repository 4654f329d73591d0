import { Writable } from "node:stream";
import { describe, expect, test } from "vitest";
import { createLog } from "./log.ts";

function lines(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = "";
  const sink = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  write(createLog("debug", sink));
  return text;
}

const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI5In0.c2lnbmF0dXJl";

describe("the log", () => {
  test("hides what stands under a telling name, however deep", () => {
    const secrets = {
      accessToken: "a1",
      nested: { refresh_token: "b2", list: [{ Authorization: "c3" }] },
      email: "d4",
    };
    const text = lines((log) =>
      log.info({ ...secrets, body: { quantity: "e5" }, payload: "f6", shop: "g7" }, "said"),
    );
    for (const secret of ["a1", "b2", "c3", "d4", "e5", "f6"]) expect(text).not.toContain(`"${secret}"`);
    expect(text).toContain('"shop":"g7"');
  });

  test("hides tokens, e-mail addresses and passwords wherever they stand in a text", () => {
    const cause = new Error("shpat_0123456789abcdef refused jane.doe+x@example.co.uk");
    const error = new Error(`Failed to parse session token '${jwt}'`, { cause });
    const url = "https://app.example/app?shop=a&id_token=abc.def&hmac=0123";
    const text = lines((log) => {
      log.error({ error, url, address: "postgresql://owner:pass-word@db/x" }, `Bearer ${jwt} at ${url}`);
    });
    for (const secret of [jwt, "shpat_0123", "jane.doe", "abc.def", "hmac=0123", "pass-word"]) {
      expect(text).not.toContain(secret);
    }
    expect(text).toContain("[token] refused [e-mail]");
    expect(text).toContain("log.test.ts");
  });

  test("writes one line of JSON, also for what has no end", () => {
    const circle: Record<string, unknown> = { minor: 12n, at: new Date(0) };
    circle.self = circle;
    const parsed = JSON.parse(lines((log) => log.warn({ circle, bytes: Buffer.from("secret") }, "round")));
    expect(parsed).toMatchObject({
      level: "warn",
      msg: "round",
      circle: { minor: "12", at: "1970-01-01T00:00:00.000Z" },
    });
    expect(parsed.bytes).toBe("[not shown]");
  });

  test("keeps silent below its level", () => {
    expect(lines((log) => log.debug({}, "heard"))).toContain("heard");
    let text = "";
    const sink = new Writable({
      write: (chunk, _encoding, done) => {
        text += chunk;
        done();
      },
    });
    createLog("error", sink).warn({}, "unheard");
    expect(text).toBe("");
  });
});
