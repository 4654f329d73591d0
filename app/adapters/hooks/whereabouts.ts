import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import {
  bareHost,
  type HookAddress,
  isLoopbackAddress,
  isPublicAddress,
  parseHookUrl,
} from "#app/domain/hook/address.ts";
import { limits } from "#app/domain/limits.ts";
import type { ProblemCode } from "#app/domain/problem.ts";

export type Resolve = (host: string) => Promise<LookupAddress[]>;

export type Whereabouts = HookAddress & { addresses: LookupAddress[] };

/** As connections look names up too, but not for longer than a call may take. */
export const resolveByName: Resolve = (host) =>
  Promise.race([
    lookup(host, { all: true }),
    sleep(limits.hookResolveMs, [] as LookupAddress[], { ref: false }),
  ]);

/**
 * Where a URL leads now, asked once. If any of its addresses is nobody's business the whole name is refused:
 * a name that says both is no mistake.
 */
export async function whereaboutsOf(
  text: string,
  { allowsLoopback, resolve }: { allowsLoopback: boolean; resolve: Resolve },
): Promise<Whereabouts | ProblemCode> {
  const parsed = parseHookUrl(text, allowsLoopback);
  if (typeof parsed === "string") return parsed;
  const host = bareHost(parsed.url);
  const family = isIP(host);
  const addresses = family ? [{ address: host, family }] : await resolve(host).catch(() => []);
  if (addresses.length === 0) return "hook-unknown-host";
  const mayCall = ({ address }: LookupAddress) =>
    isPublicAddress(address) || (allowsLoopback && isLoopbackAddress(address));
  return addresses.every(mayCall) ? { ...parsed, addresses } : "hook-private-address";
}

/** The connection gets the addresses that were looked at: the name may say something else by now. */
export function lookupAmong(addresses: LookupAddress[]): LookupFunction {
  return (_host, options, callback) => {
    const fitting = addresses.filter(({ family }) => !options.family || family === familyOf(options.family));
    const [first] = fitting;
    if (!first) callback(Object.assign(new Error("no address of that kind"), { code: "ENOTFOUND" }), "", 0);
    else if (options.all) callback(null, fitting);
    else callback(null, first.address, first.family);
  };
}

function familyOf(family: number | "IPv4" | "IPv6"): number {
  if (family === "IPv4") return 4;
  return family === "IPv6" ? 6 : family;
}
