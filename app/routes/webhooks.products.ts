import { webhookDoor } from "#app/webhook-door.server.ts";

export const { action, loader } = webhookDoor(["products/update", "products/delete"]);
