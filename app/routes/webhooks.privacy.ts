import { webhookDoor } from "#app/webhook-door.server.ts";

export const loader = webhookDoor(["customers/data_request", "customers/redact", "shop/redact"]);

export const action = loader;
