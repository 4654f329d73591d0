import { webhookDoor } from "#app/webhook-door.server.ts";

export const { action, loader } = webhookDoor(["app/uninstalled", "app/scopes_update"]);
