import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { signatureOf } from "./signature.ts";

const at = new Date("2026-11-21T12:00:00.999Z");

it("is what anybody computes from the secret, the second and the body, byte for byte", () => {
  const body = '{"note":"Tasse – 1 zł, 割れた"}';
  const seconds = 1795262400;
  const expected = createHmac("sha256", "lbh_one")
    .update(Buffer.concat([Buffer.from(`${seconds}.`), Buffer.from(body, "utf8")]))
    .digest("hex");
  expect(signatureOf(body, ["lbh_one"], at)).toBe(`t=${seconds},v1=${expected}`);
});

it("is the same as what another language makes of it", () => {
  const known = "779aa4889dfdbe60f3e07011d6a705d1303e2b0c012f86dcf75b382730a28b27";
  expect(signatureOf("{}", ["lbh_known"], at)).toBe(`t=1795262400,v1=${known}`);
});

it("carries one for each secret that is good, the current one first", () => {
  const both = signatureOf("{}", ["new", "old"], at);
  const [time, first, second] = both.split(",");
  expect(`${time},${first}`).toBe(signatureOf("{}", ["new"], at));
  expect(`${time},${second}`).toBe(signatureOf("{}", ["old"], at));
});

it("changes with the body, the second and the secret", () => {
  const one = signatureOf("{}", ["a"], at);
  expect(signatureOf("{} ", ["a"], at)).not.toBe(one);
  expect(signatureOf("{}", ["b"], at)).not.toBe(one);
  expect(signatureOf("{}", ["a"], new Date(at.getTime() + 1_000))).not.toBe(one);
});
