import { webhookDoor } from "#app/webhook-door.server.ts";

export const loader = webhookDoor(["products/update", "products/delete"]);

export const action = loader;
