import { webhookDoor } from "#app/webhook-door.server.ts";

export const loader = webhookDoor(["app/uninstalled", "app/scopes_update", "app_subscriptions/update"]);

export const action = loader;
