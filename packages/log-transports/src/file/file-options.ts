/** What the thread is told; it travels as a copy. */
export interface FileOptions {
  readonly service: string;
  /** As in REGPIPE_LOG_FILE: the process writes into a folder of its own beside it. */
  readonly file: string;
  /** Of one file; the next begins behind the line that reaches it. */
  readonly fileBytes: number;
  readonly files: number;
  /** After a failure, how long lines are dropped before the file is opened again. */
  readonly pauseMs: number;
}
