import type { LookupAddress } from "node:dns";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { cipherOf } from "#app/adapters/cipher.ts";
import { createHookPost } from "#app/adapters/hooks/index.ts";
import { connectHook } from "#app/use-cases/hook/connect-hook.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { startHookReceiver } from "#tests/support/hook-receiver.ts";
import { problemsOf } from "./desk.ts";
import { openHookDesk } from "./hook-desk.ts";

const desk = openHookDesk();
const asked: string[] = [];

type Names = Record<string, string[]>;

/** A context whose names say what the test wants; `production` is one that is not let at this machine. */
function withNames(ctx: ShopContext, names: Names, { production = true } = {}): ShopContext {
  asked.length = 0;
  const hooks = createHookPost({
    shopId: ctx.shopId,
    cipher: cipherOf([{ id: "test", key: Buffer.alloc(32, 7) }]),
    clock: ctx.clock,
    allowsLoopback: !production,
    resolve: async (host): Promise<LookupAddress[]> => {
      asked.push(host);
      return (names[host] ?? []).map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    },
  });
  return { ...ctx, hooks };
}

const wish = (url: string) => ({
  id: desk.worker.ids.next(),
  label: "Ledger",
  url,
  events: ["entry.made" as const],
});

it.each([
  ["https://127.0.0.1/", "hook-private-address"],
  ["https://127.1/", "hook-private-address"],
  ["https://2130706433/", "hook-private-address"],
  ["https://0x7f000001/", "hook-private-address"],
  ["https://0177.0.0.1/", "hook-private-address"],
  ["https://0/", "hook-private-address"],
  ["https://169.254.169.254/latest/meta-data/", "hook-private-address"],
  ["https://100.100.100.200/", "hook-private-address"],
  ["https://10.1.2.3:8443/", "hook-private-address"],
  ["https://[::1]/", "hook-private-address"],
  ["https://[::]/", "hook-private-address"],
  ["https://[::ffff:127.0.0.1]/", "hook-private-address"],
  ["https://[::ffff:a9fe:a9fe]/", "hook-private-address"],
  ["https://[64:ff9b::7f00:1]/", "hook-private-address"],
  ["https://[fd00:ec2::254]/", "hook-private-address"],
  ["https://[fe80::1]/", "hook-private-address"],
  ["https://inner.example/", "hook-private-address"],
  ["https://both.example/", "hook-private-address"],
  ["https://mapped.example/", "hook-private-address"],
  ["https://metadata.google.internal/", "hook-private-address"],
  ["https://nowhere.example/", "hook-unknown-host"],
  ["http://outer.example/", "hook-address"],
  ["http://127.0.0.1:8080/", "hook-address"],
  ["https://a:b@outer.example/", "hook-address"],
  ["https://outer.example:22/", "hook-address"],
])("%s is refused before it is kept, as %s", async (url, code) => {
  const owner = withNames(desk.owner, {
    "inner.example": ["192.168.7.7"],
    "both.example": ["93.184.215.14", "10.0.0.1"],
    "mapped.example": ["::ffff:10.0.0.1"],
    "metadata.google.internal": ["169.254.169.254"],
    "outer.example": ["93.184.215.14"],
  });
  expect(problemsOf(await connectHook(owner, wish(url)))).toEqual([{ code, at: ["url"] }]);
});

it("a name of this machine is refused by what the system itself says of it", async () => {
  const { hooks } = desk.owner;
  const production = createHookPost({
    shopId: desk.owner.shopId,
    cipher: cipherOf([{ id: "test", key: Buffer.alloc(32, 7) }]),
    clock: desk.owner.clock,
    allowsLoopback: false,
  });
  expect(await production.refusalOf("https://localhost/")).toBe("hook-private-address");
  expect(await production.refusalOf(desk.receiver.url)).toBe("hook-address");
  expect(await hooks.refusalOf(desk.receiver.url)).toBeNull();
});

it("a name that leads inside by the time something is sent is not called", async () => {
  const names: Names = { "turned.example": ["93.184.215.14"] };
  const url = `https://turned.example:${desk.receiver.port}/`;
  const made = await connectHook(withNames(desk.owner, names), wish(url));
  expect(made).toMatchObject({ ok: true });
  const hookId = made.ok ? made.value.id : "";
  await desk.writeOff();
  await desk.deliver(hookId, withNames(desk.worker, { "turned.example": ["127.0.0.1"] }));
  expect(await desk.deliveries(hookId)).toMatchObject([{ state: "waiting", trouble: "private-address" }]);
  expect(desk.receiver.received).toEqual([]);
});

it("the connection goes to the address that was looked at, whatever the name says otherwise", async () => {
  const { port } = desk.receiver;
  const other = await startHookReceiver({ host: "127.0.0.2", port });
  const names = { localhost: ["127.0.0.2"] };
  const url = `http://localhost:${port}/in`;
  const made = await connectHook(withNames(desk.owner, names, { production: false }), wish(url));
  await desk.writeOff();
  await desk.deliver(made.ok ? made.value.id : "", withNames(desk.worker, names, { production: false }));
  // The system's own answer for this name is 127.0.0.1, where the other one listens at the same port.
  expect(desk.receiver.received).toEqual([]);
  expect(other.received.map(({ headers }) => headers.host)).toEqual([`localhost:${port}`]);
  expect(asked).toEqual(["localhost"]);
  await other.close();
});

it("a receiver that speaks in the clear where it should not gets not one word", async () => {
  const hook = await connectHook(withNames(desk.owner, { "outer.example": ["93.184.215.14"] }), {
    ...wish(`https://outer.example:${desk.receiver.port}/`),
  });
  await desk.writeOff();
  // Let at this machine, a plain server stands where a secure one should.
  const worker = withNames(desk.worker, { "outer.example": ["127.0.0.1"] }, { production: false });
  await desk.deliver(hook.ok ? hook.value.id : "", worker);
  const [one] = await desk.deliveries(hook.ok ? hook.value.id : "");
  expect(one?.state).toBe("waiting");
  expect(one?.trouble).toBe("certificate");
  expect(desk.receiver.received).toEqual([]);
});

it("a receiver that vouches for itself alone gets not one word", async () => {
  let heard = 0;
  const pem = (what: string, body: string) => `-----BEGIN ${what}-----\n${body}\n-----END ${what}-----\n`;
  const self = { key: pem("PRIVATE KEY", OWN_KEY), cert: pem("CERTIFICATE", OWN_CERTIFICATE) };
  const server = createServer(self, (_request, response) => {
    heard += 1;
    response.end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const { hooks } = withNames(desk.worker, { "outer.example": ["127.0.0.1"] }, { production: false });
  const { sealed } = hooks.newSecret("1");
  const url = `https://outer.example:${port}/`;
  const message = { hookId: "1", url, deliveryId: "2", body: "{}", secrets: [sealed] };
  expect(await hooks.post(message)).toMatchObject({ kind: "failed", trouble: "certificate" });
  expect(heard).toBe(0);
  await new Promise((done) => server.close(done));
});

/** Made for this test, for `outer.example`, by nobody but its own key. */
const OWN_KEY =
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgrZCG7ie4LNPHgrJMwDXaU3lNv940N6zrr5LaxM2ZU/ihRANC" +
  "AAS8u5dJUXRbRp3n2vsJJ/bKWjBfxkX0Pu5+SMLc+seow0revam4u71GTkSx2Wc06aKya47O/sZgWvo/URCe1N/8";
const OWN_CERTIFICATE =
  "MIIBoTCCAUegAwIBAgIUBONfPw4cmJJWYtrgAvK5PlqWFEswCgYIKoZIzj0EAwIwGDEWMBQGA1UEAwwNb3V0ZXIuZXhhbXBs" +
  "ZTAgFw0yNjExMjIwNDAyNTVaGA8yMTI2MTAyOTA0MDI1NVowGDEWMBQGA1UEAwwNb3V0ZXIuZXhhbXBsZTBZMBMGByqGSM49" +
  "AgEGCCqGSM49AwEHA0IABLy7l0lRdFtGnefa+wkn9spaMF/GRfQ+7n5Iwtz6x6jDSt69qbi7vUZORLHZZzTporJrjs7+xmBa" +
  "+j9REJ7U3/yjbTBrMB0GA1UdDgQWBBRpg6VhxF32Iv9nnAkn18VYfk+60TAfBgNVHSMEGDAWgBRpg6VhxF32Iv9nnAkn18VY" +
  "fk+60TAPBgNVHRMBAf8EBTADAQH/MBgGA1UdEQQRMA+CDW91dGVyLmV4YW1wbGUwCgYIKoZIzj0EAwIDSAAwRQIgTIPE7tvh" +
  "ymODKhtiVomuX3UStCchsIH862uVV0E9Ly4CIQC4U8yUoEfBf4zSY3/X6mnT0Td+gR6hK2UYug5thoTcAg==";
