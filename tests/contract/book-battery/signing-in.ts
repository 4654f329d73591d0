import { createHash, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { AdapterError } from "#app/ports/adapter-error.ts";
import { dollars, euros, newKey, type Stage } from "./stage.ts";

const DAY_MS = 86_400_000;
const callback = "https://app.example/books/callback";

/** That a person lets us in, that we stay in, and that being put out is noticed and told. */
export function describeSigningIn(stage: Stage): void {
  const consent = async (decision: "connect" | "cancel", organisation = euros) => {
    const verifier = randomBytes(32).toString("base64url");
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    const { signIn } = stage.vendor();
    const address = signIn.addressOf({ state: "the-state", challenge, callback });
    const page = await fetch(address);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(organisation);
    const { id } = stage.emulator().organisation(organisation);
    const body = new URLSearchParams({ decision, organisation: id });
    const decided = await fetch(address, { method: "POST", body, redirect: "manual" });
    const back = new URL(decided.headers.get("location") ?? "");
    expect(back.href.startsWith(callback)).toBe(true);
    expect(back.searchParams.get("state")).toBe("the-state");
    return { answered: back.searchParams, verifier, callback };
  };
  const kindOf = (promise: Promise<unknown>) =>
    promise.then(
      () => "nothing was thrown",
      (error: unknown) => (error instanceof AdapterError ? error.kind : String(error)),
    );

  describe("signing in", () => {
    test("leads from the consent page to tokens that open what was agreed to", async () => {
      const { signIn, open } = stage.vendor();
      const { tokens, organisations } = await signIn.exchange(await consent("connect"));
      const { id } = stage.emulator().organisation(euros);
      expect(organisations).toEqual([{ remoteId: id, name: euros }]);
      const inHours = (tokens.expiresAt.getTime() - stage.emulator().now()) / 3_600_000;
      expect(inHours).toBeGreaterThan(0.4);
      expect(inHours).toBeLessThan(1.1);
      expect(tokens.refreshExpiresAt > tokens.expiresAt).toBe(true);
      const { hardDays } = stage.vendor().capabilities.signInEnds;
      expect(tokens.refreshHardExpiresAt === null).toBe(hardDays === null);
      const pace = { enter: async () => async () => {}, told: async () => {} };
      const access = {
        organisationId: id,
        tokenOf: async () => tokens.accessToken,
        forget: async () => {},
        pace,
      };
      expect((await open(access).describe()).name).toBe(euros);
    });

    test("ends in a refusal when the person said no, and when a code is used twice or made up", async () => {
      const { signIn } = stage.vendor();
      expect(await kindOf(signIn.exchange(await consent("cancel")))).toBe("refused");
      const agreed = await consent("connect");
      await signIn.exchange(agreed);
      expect(await kindOf(signIn.exchange(agreed))).toBe("refused");
      const madeUp = new URLSearchParams([...agreed.answered, ["code", "nonsense"]]);
      madeUp.set("code", "nonsense");
      expect(await kindOf(signIn.exchange({ ...agreed, answered: madeUp }))).toBe("refused");
    });

    test("gets new tokens for the newest refresh token, also when the first answer was lost", async () => {
      const { signIn } = stage.vendor();
      const { tokens } = await signIn.exchange(await consent("connect"));
      stage.emulator().fault({ kind: "drop-after", operation: "token" });
      expect(await kindOf(signIn.refresh(tokens.refreshToken))).toMatch(/^(retry|uncertain)$/);
      const next = await signIn.refresh(tokens.refreshToken);
      expect(next.accessToken).not.toBe(tokens.accessToken);
      expect((await signIn.refresh(next.refreshToken)).accessToken).not.toBe(next.accessToken);
    });

    test("is over when the refresh token lay idle for too long", async () => {
      const { signIn, capabilities } = stage.vendor();
      const { tokens } = await signIn.exchange(await consent("connect"));
      stage.emulator().ageBy((capabilities.signInEnds.idleDays + 1) * DAY_MS);
      expect(await kindOf(signIn.refresh(tokens.refreshToken))).toBe("disconnected");
    });

    test("is over for good once it was revoked, and revoking again does no harm", async () => {
      const { signIn } = stage.vendor();
      const { tokens, organisations } = await signIn.exchange(await consent("connect"));
      const remoteId = organisations[0]?.remoteId ?? "";
      await signIn.revoke(tokens, remoteId);
      expect(await kindOf(signIn.refresh(tokens.refreshToken))).toBe("disconnected");
      await signIn.revoke(tokens, remoteId);
    });

    test("does not take a vendor's bad hour for the end of a connection", async () => {
      const { signIn } = stage.vendor();
      const { tokens } = await signIn.exchange(await consent("connect"));
      for (const status of [500, 503, 429]) {
        stage.emulator().fault({ kind: "status", status, operation: "token" });
        expect(await kindOf(signIn.refresh(tokens.refreshToken))).toMatch(/^(retry|uncertain)$/);
      }
      await signIn.refresh(tokens.refreshToken);
    });
  });

  describe("a connection", () => {
    test("goes on with a fresh token when the old one ran out", async () => {
      const { port, wish, standing } = await stage.open(euros);
      stage.emulator().ageBy(3_700_000);
      const wished = wish();
      expect((await port.send(wished, newKey())).kind).toBe("sent");
      expect(standing(wished.reference)).toHaveLength(1);
    });

    test("that was revoked there sends nothing and says so", async () => {
      const { port, wish, standing, ledger } = await stage.open(dollars);
      stage.emulator().disconnect(ledger.id);
      const wished = wish();
      expect(await port.send(wished, newKey())).toMatchObject({ kind: "not-sent", why: "signed-out" });
      expect(standing(wished.reference)).toEqual([]);
      expect(await kindOf(port.describe())).toBe("disconnected");
    });

    test("that is revoked at the very moment of a send sends nothing", async () => {
      const { port, wish, standing } = await stage.open(dollars);
      const wished = wish();
      stage.emulator().fault({ kind: "revoke", operation: "write-journal" });
      expect(await port.send(wished, newKey())).toMatchObject({ kind: "not-sent", why: "signed-out" });
      expect(standing(wished.reference)).toEqual([]);
    });

    test("opens no other organisation than the one it was agreed for", async () => {
      const issued = stage.emulator().connect(euros);
      const { port } = await stage.open(dollars, { tokenOf: async () => issued.accessToken });
      expect(await kindOf(port.describe())).toMatch(/^(refused|disconnected)$/);
    });

    test("that is throttled sent nothing, and the pace keeper hears of it", async () => {
      const { port, wish, standing, told } = await stage.open(euros);
      await port.describe();
      const wished = wish();
      stage.emulator().fault({ kind: "throttled", operation: "write-journal" });
      const answer = await port.send(wished, newKey());
      expect(answer).toMatchObject({ kind: "not-sent", why: "throttled" });
      expect(answer.kind === "not-sent" && answer.delayMs).toBeGreaterThan(0);
      expect(told).toHaveLength(1);
      expect(standing(wished.reference)).toEqual([]);
    });

    test("asks for its turn before every call and gives it back when the call has ended", async () => {
      const opened = await stage.open(euros);
      const before = stage.emulator().calls().length;
      stage.emulator().fault({ kind: "throttled", operation: "write-journal" });
      await opened.port.send(opened.wish(), newKey());
      await opened.port.send(opened.wish(), newKey());
      await opened.port.listAccounts();
      const paced = stage
        .emulator()
        .calls()
        .slice(before)
        .filter((call) => call.paced);
      expect(opened.entered()).toBe(paced.length);
      expect(opened.inside()).toBe(0);
    });

    test("that may not call now sends nothing", async () => {
      const enter = () => Promise.reject(new AdapterError("retry", "not our turn", { delayMs: 700 }));
      const opened = await stage.open(euros, { pace: { enter, told: async () => {} } });
      const wished = opened.wish();
      const answer = await opened.port.send(wished, newKey());
      expect(answer).toMatchObject({ kind: "not-sent", delayMs: 700 });
      expect(opened.standing(wished.reference)).toEqual([]);
    });
  });
}
