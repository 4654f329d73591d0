import { limits } from "../limits.ts";
import type { ProblemCode } from "../problem.ts";

/** Nothing below is reached over the public internet, or it is another's machine behind a known number. */
const CLOSED_V4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  // A cloud's own answers to its machines; two more clouds keep theirs within other blocks of this list.
  "168.63.129.16/32",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
].map(blockOf);

/** Of the one block that is routed, what carries another address inside, or stands in books. */
const CLOSED_V6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"].map(blockOf);
const ROUTED_V6 = blockOf("2000::/3");

type Block = { bits: string; length: number };

/** Whether a machine of a stranger's may be called at it. What cannot be read as an address may not. */
export function isPublicAddress(address: string): boolean {
  const bits = bitsOf(address);
  if (bits === null) return false;
  const isIn = (block: Block) => bits.startsWith(block.bits.slice(0, block.length));
  return bits.length === 32 ? !CLOSED_V4.some(isIn) : isIn(ROUTED_V6) && !CLOSED_V6.some(isIn);
}

export function isLoopbackAddress(address: string): boolean {
  return bitsOf(address)?.length === 32 ? address.startsWith("127.") : bitsOf(address) === LOOPBACK_V6;
}

export type HookAddress = { url: URL; isPlain: boolean };

/**
 * What may be called at all, before anybody looks up whose it is. Plain http is for this machine alone, and
 * only where an installation says so.
 */
export function parseHookUrl(text: string, allowsLoopback: boolean): HookAddress | ProblemCode {
  if (text.length > limits.hookUrlLengthMax || !URL.canParse(text)) return "hook-address";
  const url = new URL(text);
  const isPlain = url.protocol === "http:";
  const isOurs = url.hostname === "localhost" || isLoopbackAddress(bareHost(url));
  if (isPlain ? !(allowsLoopback && isOurs) : url.protocol !== "https:") return "hook-address";
  if (url.username || url.password || url.hash) return "hook-address";
  const port = Number(url.port || (isPlain ? 80 : 443));
  if (port < 1024 && (isPlain || port !== 443)) return "hook-address";
  return { url, isPlain };
}

/** Without the brackets that an address of the new kind wears in a URL. */
export function bareHost(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, "$1");
}

/** An address as its bits, 32 or 128; null for anything that is not written as one. */
function bitsOf(address: string): string | null {
  return address.includes(":") ? bitsOfV6(address) : bitsOfV4(address);
}

function bitsOfV4(address: string): string | null {
  const parts = address.split(".");
  const isOne = parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && +part <= 255);
  return isOne ? parts.map((part) => Number(part).toString(2).padStart(8, "0")).join("") : null;
}

function bitsOfV6(address: string): string | null {
  const [before = "", after, ...more] = withoutDots(address).split("::");
  if (more.length > 0) return null;
  const groups = (text: string) => (text === "" ? [] : text.split(":"));
  const [head, tail] = [groups(before), groups(after ?? "")];
  const missing = 8 - head.length - tail.length;
  if (after === undefined ? missing !== 0 : missing < 1) return null;
  const all = [...head, ...Array<string>(missing).fill("0"), ...tail];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return all.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, "0")).join("");
}

/** The old kind written at the end of the new: 1.2.3.4 is 102:304. */
function withoutDots(address: string): string {
  const at = address.lastIndexOf(":") + 1;
  const bits = bitsOfV4(address.slice(at));
  if (bits === null) return address;
  const group = (from: number) => Number.parseInt(bits.slice(from, from + 16), 2).toString(16);
  return `${address.slice(0, at)}${group(0)}:${group(16)}`;
}

const LOOPBACK_V6 = bitsOfV6("::1");

function blockOf(text: string): Block {
  const [address = "", length = ""] = text.split("/");
  return { bits: bitsOf(address) ?? "", length: Number(length) };
}
