import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isLoopbackAddress, isPublicAddress, parseHookUrl } from "./address.ts";

describe("an address of a machine", () => {
  it.each([
    "0.0.0.0",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.7",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.7",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::8.8.8.8",
    "64:ff9b::8.8.8.8",
    "64:ff9b::a00:1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fd20:ce::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
  ])("is not public: %s", (address) => expect(isPublicAddress(address)).toBe(false));

  it.each([
    "",
    "1.2.3",
    "1.2.3.4.5",
    "01.2.3.4",
    "1.2.3.256",
    "0x8.8.8.8",
    "8.8.8.8 ",
    "2a00:::1",
    "2a00::1::2",
    "2a00:1",
    "2a00:1:2:3:4:5:6:7:8",
    "2a00::12345",
    "2a00::g",
    "localhost",
    "2a00::1%1",
  ])("that cannot be read is not public: %s", (address) => expect(isPublicAddress(address)).toBe(false));

  it.each([
    "8.8.8.8",
    "1.1.1.1",
    "100.63.255.255",
    "100.128.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "223.255.255.255",
    "2606:4700:4700::1111",
    "2A00:1450:4001:81b::200e",
    "2001:200::1",
    "2a00::8.8.8.8",
    "3ffe:1:2:3:4:5:6:7",
  ])("is public: %s", (address) => expect(isPublicAddress(address)).toBe(true));

  it("that is public is never one of the private blocks, however it is written", () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, byte, (a, b, c, d) => {
        const address = `${a}.${b}.${c}.${d}`;
        const isClosed =
          [0, 10, 127].includes(a) ||
          a >= 224 ||
          (a === 172 && b >= 16 && b < 32) ||
          (a === 192 && b === 168) ||
          (a === 169 && b === 254) ||
          (a === 100 && b >= 64 && b < 128);
        if (isClosed) expect(isPublicAddress(address)).toBe(false);
        for (const mapped of [`::ffff:${address}`, `::${address}`, `64:ff9b::${address}`])
          expect(isPublicAddress(mapped)).toBe(false);
      }),
    );
  });

  it("is this machine's own in both kinds", () => {
    expect(["127.0.0.1", "127.9.9.9", "::1", "0:0:0:0:0:0:0:1"].every(isLoopbackAddress)).toBe(true);
    expect(["128.0.0.1", "::2", "::", "127.0.0", "10.0.0.1"].some(isLoopbackAddress)).toBe(false);
  });
});

describe("a URL to be told", () => {
  it.each([
    "https://ledger.example/in",
    "https://ledger.example:443/in?key=1",
    "https://ledger.example:8443/",
    "https://8.8.8.8/",
    "https://[2606:4700:4700::1111]/",
    // Whose they are is for the address to say, once it is looked up.
    "https://localhost/",
    "https://10.0.0.1/",
  ])("may be looked up: %s", (url) => expect(parseHookUrl(url, false)).toMatchObject({ isPlain: false }));

  it.each([
    "",
    "ledger.example",
    "//ledger.example",
    "http://ledger.example/",
    "http://127.0.0.1:8080/",
    "ftp://ledger.example/",
    "file:///etc/passwd",
    "gopher://ledger.example/",
    "javascript:alert(1)",
    "https://user@ledger.example/",
    "https://user:secret@ledger.example/",
    "https://:secret@ledger.example/",
    "https://ledger.example/#part",
    "https://ledger.example:22/",
    "https://ledger.example:25/",
    "https://ledger.example:80/",
    "https://ledger.example:1023/",
    "https://ledger.example:0/",
    "https://ledger.example:65536/",
    `https://ledger.example/${"x".repeat(2_000)}`,
  ])("is refused: %s", (url) => expect(parseHookUrl(url, false)).toBe("hook-address"));

  it("may be plain on this machine alone, where that is allowed", () => {
    for (const host of ["localhost", "127.0.0.1", "[::1]", "2130706433", "0x7f.1"])
      expect(parseHookUrl(`http://${host}:8080/`, true), host).toMatchObject({ isPlain: true });
    for (const host of ["10.0.0.1", "ledger.example", "localhost.example", "127.0.0.1.example"])
      expect(parseHookUrl(`http://${host}:8080/`, true), host).toBe("hook-address");
    expect(parseHookUrl("http://127.0.0.1/", true)).toBe("hook-address");
  });
});
