import { webhookDoor } from "#app/webhook-door.server.ts";

export const { action, loader } = webhookDoor(["customers/data_request", "customers/redact", "shop/redact"]);
