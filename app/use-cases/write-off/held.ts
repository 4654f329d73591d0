import type { ClaimedAdjustment } from "#app/db/adjustments.ts";
import type { OpenAttempt } from "#app/db/attempts.ts";
import type { DocumentHead } from "#app/db/documents.ts";

/** An adjustment under this process's lease, with the attempt that may still act, if there is one. */
export type Held = {
  adjustment: ClaimedAdjustment;
  attempt: OpenAttempt | null;
  holder: string;
  /** The last send its attempt counts is a call this process has still to make. */
  announced?: boolean;
};

/** What a process that has just committed a document knows already and need not read again. */
export type Begun = { document: DocumentHead; held: Held };
