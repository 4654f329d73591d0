import { isObjectType } from "graphql";
import { describe, expect, it } from "vitest";
import { switchChoices } from "#tests/emulators/shopify/switches.ts";
import { loadAdminSchema, offlineScopes } from "../../../scripts/admin-schema.ts";

describe("the Admin schema", () => {
  it("is complete, and the same object for everybody in the process", () => {
    const schema = loadAdminSchema();
    expect(Object.keys(schema.getTypeMap()).length).toBeGreaterThan(2500);
    expect(schema.getDirective("idempotent")?.args[0]?.name).toBe("key");
    expect(isObjectType(schema.getType("InventoryAdjustmentGroup"))).toBe(true);
    expect(loadAdminSchema()).toBe(schema);
  });

  it("says which scopes a field wants", () => {
    const needed = offlineScopes().find(
      ({ typeName, fieldName }) => typeName === "Mutation" && fieldName === "inventoryAdjustQuantities",
    );
    expect(needed?.offlineScopes).toEqual(["write_inventory"]);
  });

  it("leaves no doubt without at least two answers", () => {
    for (const [name, answers] of Object.entries(switchChoices))
      if (Array.isArray(answers)) expect(answers.length, name).toBeGreaterThan(1);
  });
});
