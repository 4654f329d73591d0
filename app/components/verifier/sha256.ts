/** The hash of an event: over the hash before it, as bytes, and its own text. */
export async function hashOfEvent(previous: string, event: string): Promise<string> {
  const text = new TextEncoder().encode(event);
  const whole = new Uint8Array(previous.length / 2 + text.length);
  for (let at = 0; at < previous.length; at += 2)
    whole[at / 2] = Number.parseInt(previous.slice(at, at + 2), 16);
  whole.set(text, previous.length / 2);
  return sha256(whole);
}

export async function sha256(bytes: Uint8Array): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as BufferSource));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
