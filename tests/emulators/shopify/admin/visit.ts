import type { IncomingMessage, ServerResponse } from "node:http";
import type { Shop, Staff } from "../state.ts";
import type { World } from "../world.ts";
import type { Html } from "./html.ts";

/** One person's request to one shop's admin. */
export type Visit = {
  world: World;
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  shop: Shop;
  staff: Staff;
  /** `/store/<handle>` */
  base: string;
};

const cookieName = "admin_staff";

/** Who sits at the keyboard: the person chosen in this browser, at first the owner. */
export function staffOf(request: IncomingMessage, shop: Shop): Staff {
  const chosen = cookies(request).get(cookieName);
  const people = [...shop.staff.values()];
  const found = people.find((person) => person.id === chosen) ?? people.find((person) => person.accountOwner);
  const staff = found ?? people[0];
  if (!staff) throw new Error(`The shop ${shop.domain} has nobody who could open its admin.`);
  return staff;
}

export function staffCookie(base: string, staff: Staff): string {
  return `${cookieName}=${staff.id}; Path=${base}; HttpOnly; SameSite=Lax; Max-Age=31536000`;
}

export function sendPage(visit: Visit, page: Html, status = 200): void {
  send(visit.response, status, "text/html; charset=utf-8", page.text);
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, "application/json", JSON.stringify(body));
}

export function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, {
    "Content-Type": type,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
  });
  response.end(body);
}

export function redirect(response: ServerResponse, to: string, headers: Record<string, string> = {}): void {
  response.writeHead(303, { Location: to, ...headers });
  response.end();
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function cookies(request: IncomingMessage): Map<string, string> {
  const pairs = (request.headers.cookie ?? "").split(";").map((pair) => pair.trim().split("="));
  return new Map(pairs.map(([name = "", value = ""]) => [name, value]));
}
