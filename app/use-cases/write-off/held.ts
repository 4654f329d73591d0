import type { ClaimedAdjustment } from "#app/db/adjustments.ts";
import type { OpenAttempt } from "#app/db/attempts.ts";

/** An adjustment under this process's lease, with the attempt that may still act, if there is one. */
export type Held = { adjustment: ClaimedAdjustment; attempt: OpenAttempt | null; holder: string };
