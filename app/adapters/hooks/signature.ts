import { createHmac } from "node:crypto";

/**
 * `t=<seconds>,v1=<hex>`, one v1 for each secret that is good now. The time is signed too, so that a receiver
 * can refuse what somebody recorded and sends again later.
 */
export function signatureOf(body: string, secrets: readonly string[], at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  const signed = secrets.map((secret) => {
    const code = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
    return `v1=${code}`;
  });
  return [`t=${seconds}`, ...signed].join(",");
}
