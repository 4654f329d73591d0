/** Everything has a limit and the limit has a name. */
export const limits = {
  linesPerDocument: 250,
  changesPerAdjustment: 250,
  quantityMax: 1_000_000,
  noteLengthMax: 2_000,
  causeLengthMax: 500,
  bodyBytesMax: 1_000_000,
  eventDateYearsBack: 2,
  pageSize: 50,
  exportPageSize: 250,

  itemsPerRead: 50,
  liveReadLinesMax: 50,
  mirrorAgeMsMax: 10 * 60_000,

  leaseMs: 30_000,
  callTimeoutMs: 15_000,
  callsInFlightMs: 15_000 + 2 * 60_000,
  resendAgeMsMax: 20 * 3_600_000,
  staleRoundsMax: 5,
  interactiveWaitMs: 8_000,
  resendDelayMs: 5_000,
  resendDelayMsMax: 15 * 60_000,

  pointsKeptForPeople: 500,
  workerHeartbeatMs: 5_000,
  workerDeadAfterMs: 20_000,
  costSightMs: 15 * 60_000,
  webhookReceiptDays: 7,
  sealBatch: 500,
} as const;
