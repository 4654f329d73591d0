import { isIP } from "node:net";
import type { Caller } from "#app/use-cases/feed/begin-pull.ts";

const OURS = /^(10\.|127\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd]|fe80:)/i;

/** A program's name and the kind of its address: enough to know a pull by, too little to follow a person. */
export function callerOf(headers: Headers): Caller {
  const agent = /^[\w.+-]{1,40}/.exec(headers.get("user-agent") ?? "")?.[0] ?? "";
  // The last one was added by what stands before us; those before it are only said.
  const address = (headers.get("x-forwarded-for") ?? "").split(",").at(-1)?.trim() ?? "";
  const kind = isIP(address);
  if (kind === 0) return { agent, addressClass: "unknown" };
  if (OURS.test(address)) return { agent, addressClass: "private" };
  return { agent, addressClass: kind === 4 ? "ipv4" : "ipv6" };
}
