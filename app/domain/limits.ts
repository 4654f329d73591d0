/** Everything has a limit and the limit has a name. */
export const limits = {
  linesPerDocument: 250,
  changesPerAdjustment: 250,
  quantityMax: 1_000_000,
  /**
   * Three thousand full documents of such lines still fit one day's total, a column of 64 bits; a total that
   * overflows would keep everybody's goods of that day from being booked.
   */
  lineValueMinorMax: 10_000_000_000_000n,
  noteLengthMax: 2_000,
  causeLengthMax: 500,
  reasonsPerShop: 200,
  accountRulesPerShop: 1_000,
  bodyBytesMax: 1_000_000,
  passedOverBytesMax: 50_000_000,
  webhookBytesMax: 20_000_000,
  eventDateYearsBack: 2,
  pageSize: 50,
  searchLengthMax: 100,
  searchHits: 20,
  tasksShown: 50,

  itemsPerRead: 50,
  liveReadLinesMax: 50,
  mirrorAgeMsMax: 10 * 60_000,

  leaseMs: 30_000,
  callTimeoutMs: 15_000,
  callsInFlightMs: 15_000 + 2 * 60_000,
  resendAgeMsMax: 20 * 3_600_000,
  staleRoundsMax: 5,
  interactiveWaitMs: 8_000,
  resendDelayMs: 1_000,
  readAgainMs: 15_000,
  signedOutRetryMs: 60_000,
  endUnsentAfterMs: 20 * 3_600_000,
  resendDelayMsMax: 15 * 60_000,

  pointsKeptForPeople: 500,
  budgetWaitMs: 4_000,
  budgetTurnMs: 50,
  busyDelayMs: 1_000,
  askRoundsMax: 3,
  askDelayMs: 150,
  workerHeartbeatMs: 5_000,
  workerDeadAfterMs: 20_000,
  sweptAtOnce: 500,
  costSightMs: 15 * 60_000,
  webhookReceiptDays: 7,
  sealBatch: 500,

  tokenRefreshedBeforeMs: 6 * 60_000,
  tokenRefreshLeaseMs: 20_000,
  tokenRefreshPollMs: 100,
  tokenIdleDaysMax: 30,
  idTokenBytesMax: 4_096,
  clockLeewayMs: 10_000,
} as const;
