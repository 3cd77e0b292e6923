/** Where lines go. */
export interface CloudWatchPlace {
  readonly group: string;
  readonly stream: string;
  /** Otherwise the SDK looks for it: AWS_REGION, then ~/.aws/config. */
  readonly region?: string | undefined;
  /** Instead of AWS's own. */
  readonly endpoint?: string | undefined;
  /** Of a group that has to be created. */
  readonly retentionDays: number;
}

/** What the thread is told; it travels as a copy. */
export interface CloudWatchOptions extends CloudWatchPlace {
  readonly service: string;
  /** Lines that wait for longer are dropped, the oldest first. */
  readonly bufferBytes: number;
  /** How long a line may wait for others. */
  readonly intervalMs: number;
  /** How long an ending process is kept for its last lines. */
  readonly flushMs: number;
  /** The first pause after a failure; it doubles up to half a minute. */
  readonly pauseMs: number;
}
