import { webhookDoor } from "#app/webhook-door.server.ts";

export const { action, loader } = webhookDoor([
  "inventory_items/update",
  "inventory_items/delete",
  "inventory_levels/update",
]);
