/*
 * What the laboratory and the code inside a service say to each other: files in one directory, as the process at the
 * other end may die at any moment.
 */

/** Where in its work a service can be struck. The text that `match` is held against stands in brackets. */
export type Moment =
  /** A message is about to be sent to JetStream (its subject). */
  | 'publish:before'
  /** JetStream has said that it is stored; its sender does not know yet (its subject). */
  | 'publish:after'
  /** A delivery is about to be acknowledged (its stream). */
  | 'ack:before'
  /** A statement is about to be sent (its SQL). */
  | 'sql:before'
  /** A statement has succeeded; its sender does not know yet (its SQL). */
  | 'sql:after'
  /** The first rows of a COPY are on their way (its SQL). */
  | 'copy:during';

export interface StrikePlan {
  readonly service: string;
  readonly moment: Moment;
  /** A regular expression. */
  readonly match: string;
  /** So many of them pass unharmed in each process. */
  readonly skip: number;
  readonly signal: 'SIGKILL' | 'SIGSTOP';
}

export interface Struck {
  readonly pid: number;
  readonly at: number;
}

/** A plan that waits for its moment. The process that takes the file away is the one that is struck. */
export const PLAN_FILE = 'plan.json';
/** Who was struck: written just before the signal. */
export const STRUCK_FILE = 'struck.json';
/** By how many milliseconds the services' clocks are off; absent when they are right. */
export const CLOCK_FILE = 'clock-offset-ms';
/** The variable with the directory. */
export const DIRECTORY_VARIABLE = 'REGPIPE_FAULTS_DIRECTORY';
