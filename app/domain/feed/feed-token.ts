/**
 * "lbf_", 43 characters of chance and 6 that follow from them: scanners recognise a token in a text, and one
 * that lost a character is told apart from an unknown one without asking the database.
 */
const SHAPE = /^lbf_[0-9A-Za-z]{49}$/;
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SECRET_DIGITS = 43;
const CHECK_DIGITS = 6;

export const FEED_SECRET_BYTES = 32;

export function feedTokenOf(chance: Uint8Array): string {
  const number = chance.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const body = `lbf_${inDigits(number, SECRET_DIGITS)}`;
  return body + checkOf(body);
}

export function isFeedToken(text: string): boolean {
  return SHAPE.test(text) && checkOf(text.slice(0, -CHECK_DIGITS)) === text.slice(-CHECK_DIGITS);
}

function checkOf(body: string): string {
  return inDigits(BigInt(crc32(body)), CHECK_DIGITS);
}

function inDigits(number: bigint, length: number): string {
  let text = "";
  for (let rest = number; text.length < length; rest /= 62n) text = DIGITS[Number(rest % 62n)] + text;
  return text;
}

function crc32(text: string): number {
  let crc = ~0;
  for (let at = 0; at < text.length; at += 1) {
    crc ^= text.charCodeAt(at);
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
