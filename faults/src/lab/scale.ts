/** How large and how patient a laboratory is. */
export interface Scale {
  /** Records of each sample. */
  readonly rows: number;
  /** Most records in a chunk: small, so that a job has many moments. */
  readonly chunkSize: number;
  /** Records of a random file. */
  readonly fuzzRecords: number;
  readonly ackWaitMs: number;
  readonly interruptAfterMs: number;
  /** So long after its last sign of life an intake counts as dead: less than a process is stopped for. */
  readonly intakeLeaseS: number;
  /** How long a process is stopped before it wakes as a zombie. */
  readonly stoppedMs: number;
  /** How long a server is away. */
  readonly awayMs: number;
  /** Requests that are made up for each operation of the API. */
  readonly fuzzRequests: number;
  /** A job that has not ended by then is stuck. */
  readonly limitMs: number;
}

/**
 * With the services' own settings: what their users meet. Only a job counts as interrupted sooner, after 90 seconds, and an
 * intake as dead, after 10.
 */
export const FULL: Scale = {
  rows: 40_000,
  chunkSize: 400,
  fuzzRecords: 25_000,
  ackWaitMs: 10_000,
  interruptAfterMs: 90_000,
  intakeLeaseS: 10,
  stoppedMs: 30_000,
  awayMs: 60_000,
  fuzzRequests: 300,
  limitMs: 300_000,
};

/** Quick reactions, so that all cheap strikes together take minutes. */
export const SHORT: Scale = {
  rows: 4_000,
  chunkSize: 100,
  fuzzRecords: 3_000,
  ackWaitMs: 1_500,
  interruptAfterMs: 10_000,
  intakeLeaseS: 2,
  stoppedMs: 3_000,
  awayMs: 3_000,
  fuzzRequests: 30,
  limitMs: 90_000,
};
