import { describe, expect, it } from "vitest";
import { appRig, people } from "#tests/support/app-rig.ts";

const rig = appRig();
const codesOf = (body: { problems?: { code: string }[] }) => body.problems?.map(({ code }) => code);

const doors = {
  "/app/journal/closing/reopening": { through: null, cause: "x" },
  "/app/settings/reasons": {
    id: "01936f2e-7c1a-7b3d-8e4f-0123456789ab",
    label: "Water",
    family: "damage",
    shrink: true,
    needsNote: false,
    debitRole: "loss-other",
    materialRole: null,
    shopifyReason: "damaged",
    kinds: ["off"],
  },
  "/app/settings/account-rules": {
    reasonId: "damaged",
    locationId: "gid://shopify/Location/7000000001",
    role: "loss-other",
  },
  "/app/settings/account-rules/removal": {
    reasonId: "damaged",
    locationId: "gid://shopify/Location/7000000001",
  },
  "/app/settings/stock-policy": { refuseBelowZero: true, refuseBelowCommitted: false },
  "/app/settings/threshold": { amount: "250" },
  "/app/settings/questions": { doubledWithinHours: 48, salvageFrom: "20" },
};

describe.each(Object.entries(doors))("%s", (path, body) => {
  it("does what the owner asks, once and again", async () => {
    for (let time = 0; time < 2; time += 1) {
      const told = await rig.ask(path, { body });
      expect([told.status, told.body.ok ?? told.body]).toEqual([200, true]);
    }
  });

  it("gives whatever has another shape one clear answer", async () => {
    const [first] = Object.keys(body);
    for (const wrong of [{}, [], null, "x", { ...body, more: 1 }, { ...body, [first ?? ""]: { a: 1 } }]) {
      const told = await rig.ask(path, { body: wrong });
      expect([400, 422]).toContain(told.status);
      expect(told.body.ok).toBe(false);
      expect(codesOf(told.body)?.length).toBeGreaterThan(0);
    }
    const broken = await rig.ask(path, { raw: "{", headers: { "content-type": "application/json" } });
    expect([broken.status, codesOf(broken.body)]).toEqual([400, ["bad-json"]]);
  });

  it("is shut to whoever may not, and to whoever is nobody", async () => {
    const told = await rig.ask(path, { body, userId: people.ben });
    expect(codesOf(told.body)?.[0]).toMatch(/^(may-not-see-cost|owner-only)$/);
    expect([told.status, (await rig.ask(`${path}.data`, { body, userId: people.ben })).status]).toEqual([
      403, 403,
    ]);
    const nobody = await rig.ask(path, { body, token: null });
    expect(nobody.body?.ok).not.toBe(true);
  });
});

it("a door says by its status what became of a wish, and to a page's own code all but that it cannot be done", async () => {
  const nowhere = "01936f2e-7c1a-7b3d-8e4f-00000000abcd";
  const asked: [string, object, number][] = [
    [`/app/hooks/${nowhere}/end`, {}, 404],
    [
      "/app/hooks/connection",
      { id: nowhere, label: "Inside", url: "https://10.0.0.1/", events: ["entry.made"] },
      422,
    ],
  ];
  for (const [path, body, status] of asked) {
    const plain = await rig.ask(path, { body });
    expect([path, plain.status, plain.body.ok]).toEqual([path, status, false]);
    const paged = await rig.ask(`${path}.data`, { body });
    expect([path, paged.status]).toEqual([path, status === 422 ? 200 : status]);
    expect(paged.body).toContain(codesOf(plain.body)?.[0]);
  }
});
