import type { ServiceName } from '@regpipe/stack';

import type { Bout } from './bout.ts';

export const GROUPS = [
  'processes',
  'bus',
  'postgresql',
  'source',
  'data',
  'api',
  'concurrency',
  'drops',
  'notifications',
] as const;
export type Group = (typeof GROUPS)[number];

/** One strike, from a quiet laboratory to a quiet one. Gives what became of it; throws FaultError when that is wrong. */
export type Strike = (bout: Bout) => Promise<string>;

/** A row of the catalogue. */
export interface Fault {
  /** Kebab-case; `--only` takes it. */
  readonly id: string;
  readonly group: Group;
  /** What breaks. */
  readonly fault: string;
  /** What regpipe does about it. */
  readonly expected: string;
  /** Each is a strike of its own: at other moments, with other signals. */
  readonly strikes: readonly Strike[];
  /** How many of the strikes, from the first, the short form runs; 0 where nothing is said. */
  readonly inShort?: number;
  /** Services that have no part in a job: the laboratory starts two of each. */
  readonly needs?: readonly ServiceName[];
  /** A test that strikes more closely than a whole stack can. */
  readonly test?: string;
  /** Why no strike can be made; only where there are none. */
  readonly notStruck?: string;
}

/** What a strike found to be wrong. */
export class FaultError extends Error {
  override readonly name = 'FaultError';
}

/** A strike that this machine cannot make. */
export class NotPossibleError extends Error {
  override readonly name = 'NotPossibleError';
}
