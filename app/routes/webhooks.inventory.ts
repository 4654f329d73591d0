import { webhookDoor } from "#app/webhook-door.server.ts";

export const loader = webhookDoor([
  "inventory_items/update",
  "inventory_items/delete",
  "inventory_levels/update",
]);

export const action = loader;
