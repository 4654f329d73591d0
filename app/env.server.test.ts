import { beforeAll, describe, expect, test, vi } from "vitest";

const whole = {
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "secret",
  DATABASE_URL: "postgresql://owner:pw@localhost:5432/lossbook",
};
const tokenKey = `k1:${Buffer.alloc(32, 7).toString("base64")}`;
const production = {
  ...whole,
  NODE_ENV: "production",
  SHOPIFY_APP_URL: "https://app.example",
  TOKEN_KEYS: tokenKey,
};

let readEnv: typeof import("./env.server.ts").readEnv;
beforeAll(async () => {
  for (const [name, value] of Object.entries(whole)) vi.stubEnv(name, value);
  ({ readEnv } = await import("./env.server.ts"));
  vi.unstubAllEnvs();
});

describe("the environment", () => {
  test("needs three values and fills in the rest", () => {
    expect(readEnv(whole)).toMatchObject({
      port: 3000,
      shopifyAppUrl: "http://localhost:3000",
      isProduction: false,
    });
  });

  test("tells every mistake at once", () => {
    const read = () => readEnv({ PORT: "70000", DATABASE_URL: "mysql://x", SHOPIFY_API_KEY: "" });
    for (const name of ["PORT", "DATABASE_URL", "SHOPIFY_API_KEY", "SHOPIFY_API_SECRET"])
      expect(read).toThrow(name);
  });

  test("is frozen", () => {
    expect(() => Object.assign(readEnv(whole), { port: 1 })).toThrow(TypeError);
  });

  test("lets the app step down into its own role when one address serves for both", () => {
    const url = new URL(readEnv(whole).databaseAppUrl);
    expect(url.searchParams.get("options")).toBe("-c role=lossbook_app");
    expect(readEnv({ ...whole, DATABASE_APP_URL: "postgres://app@db/x" }).databaseAppUrl).toBe(
      "postgresql://app@db/x",
    );
  });

  test("refuses an emulator in production unless it is allowed in as many words", () => {
    const emulated = { ...production, SHOPIFY_EMULATOR_URL: "http://127.0.0.1:4000" };
    expect(() => readEnv(emulated)).toThrow("ALLOW_EMULATOR");
    expect(readEnv({ ...emulated, ALLOW_EMULATOR: "1" }).shopifyEmulatorUrl).toBe("http://127.0.0.1:4000");
    expect(readEnv({ ...whole, SHOPIFY_EMULATOR_URL: "http://127.0.0.1:4000/" }).shopifyEmulatorUrl).toBe(
      "http://127.0.0.1:4000",
    );
  });

  test("lets hooks at this machine only where it is said, and never in production", () => {
    expect(readEnv(whole).hooksAllowLoopback).toBe(false);
    expect(readEnv({ ...whole, HOOKS_ALLOW_LOOPBACK: "1" }).hooksAllowLoopback).toBe(true);
    const opened = { ...production, HOOKS_ALLOW_LOOPBACK: "1", ALLOW_EMULATOR: "1" };
    expect(() => readEnv(opened)).toThrow("HOOKS_ALLOW_LOOPBACK");
  });

  test("offers a book only where its client is named, and never with half of it", () => {
    expect(readEnv(whole).xero).toBeNull();
    const client = { XERO_CLIENT_ID: "id", XERO_CLIENT_SECRET: "secret" };
    expect(readEnv({ ...whole, ...client }).xero).toEqual({
      clientId: "id",
      clientSecret: "secret",
      emulatorUrl: undefined,
      callsPerDay: 5_000,
    });
    const starter = { ...client, XERO_CALLS_PER_DAY: "1000", XERO_EMULATOR_URL: "http://127.0.0.1:4100/" };
    expect(readEnv({ ...whole, ...starter }).xero).toMatchObject({
      emulatorUrl: "http://127.0.0.1:4100",
      callsPerDay: 1_000,
    });
    expect(() => readEnv({ ...whole, XERO_CLIENT_ID: "id" })).toThrow("XERO_CLIENT_SECRET");
    expect(() => readEnv({ ...whole, XERO_CLIENT_SECRET: "secret" })).toThrow("XERO_CLIENT_ID");
    expect(() => readEnv({ ...whole, ...client, XERO_CALLS_PER_DAY: "0" })).toThrow("XERO_CALLS_PER_DAY");
  });

  test("goes to QuickBooks' production unless the sandbox is asked for", () => {
    expect(readEnv(whole).quickbooks).toBeNull();
    const client = { QUICKBOOKS_CLIENT_ID: "id", QUICKBOOKS_CLIENT_SECRET: "secret" };
    expect(readEnv({ ...whole, ...client }).quickbooks).toEqual({
      clientId: "id",
      clientSecret: "secret",
      environment: "production",
      emulatorUrl: undefined,
    });
    const sandbox = { ...whole, ...client, QUICKBOOKS_ENVIRONMENT: "sandbox" };
    expect(readEnv(sandbox).quickbooks?.environment).toBe("sandbox");
    expect(() => readEnv({ ...sandbox, QUICKBOOKS_ENVIRONMENT: "test" })).toThrow("QUICKBOOKS_ENVIRONMENT");
    expect(() => readEnv({ ...whole, QUICKBOOKS_CLIENT_ID: "id" })).toThrow("QUICKBOOKS_CLIENT_SECRET");
  });

  test.each(["XERO_EMULATOR_URL", "QUICKBOOKS_EMULATOR_URL"])(
    "refuses %s in production unless it is allowed in as many words",
    (name) => {
      const emulated = { ...production, [name]: "http://127.0.0.1:4100" };
      expect(() => readEnv(emulated)).toThrow(name);
      expect(readEnv({ ...emulated, ALLOW_EMULATOR: "1" }).isProduction).toBe(true);
    },
  );

  test("wants its own token keys and a public address in production", () => {
    expect(() => readEnv({ ...production, TOKEN_KEYS: "" })).toThrow("TOKEN_KEYS");
    expect(() => readEnv({ ...production, SHOPIFY_APP_URL: "http://app.example" })).toThrow(
      "SHOPIFY_APP_URL",
    );
    expect(readEnv(production).isProduction).toBe(true);
  });

  test("refuses token keys that are short or share an id", () => {
    expect(() => readEnv({ ...whole, TOKEN_KEYS: "k1:c2hvcnQ=" })).toThrow("32 bytes");
    expect(() => readEnv({ ...whole, TOKEN_KEYS: `${tokenKey},${tokenKey}` })).toThrow("twice");
    expect(readEnv({ ...whole, TOKEN_KEYS: tokenKey }).tokenKeys).toHaveLength(1);
  });

  test("derives the same token key from the same secret, outside production only", () => {
    const [first] = readEnv(whole).tokenKeys;
    expect(first?.key).toEqual(readEnv(whole).tokenKeys[0]?.key);
    expect(first?.key).not.toEqual(readEnv({ ...whole, SHOPIFY_API_SECRET: "other" }).tokenKeys[0]?.key);
  });
});
