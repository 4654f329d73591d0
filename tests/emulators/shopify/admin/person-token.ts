import { createHash } from "node:crypto";
import { mintIdToken } from "../id-token.ts";
import type { Shop, Staff } from "../state.ts";
import type { World } from "../world.ts";

/** The ID token of the person at the keyboard; their session stays the same from token to token. */
export function personToken({ world, shop, staff }: { world: World; shop: Shop; staff: Staff }): string {
  const sid = createHash("sha256").update(`${world.app.apiKey}|${shop.domain}|${staff.id}`).digest("hex");
  return mintIdToken(world.app, {
    shop: shop.domain,
    userId: staff.id,
    nowMs: world.now(),
    claims: { sid },
  });
}
