export type AdapterErrorKind = "retry" | "uncertain" | "refused" | "disconnected";

/** The outside said no. The vendor's text is for the log, never for the screen. */
export class AdapterError extends Error {
  override readonly name = "AdapterError";
  readonly kind: AdapterErrorKind;
  readonly delayMs: number;
  /** Put off by a budget: welcome again after exactly this delay, and nothing is wrong. */
  readonly putOff: boolean;

  constructor(
    kind: AdapterErrorKind,
    vendorText: string,
    options: { delayMs?: number; putOff?: boolean; cause?: unknown } = {},
  ) {
    super(vendorText, { cause: options.cause });
    this.kind = kind;
    this.delayMs = options.delayMs ?? 0;
    this.putOff = options.putOff ?? false;
  }
}
