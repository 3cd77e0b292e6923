import type { StreamView } from '@regpipe/contracts';
import {
  countDeadChunks,
  countJobs,
  type Database,
  type DeadCount,
  type JobCount,
  listLivePublications,
  listNewestJobs,
  listVerifications,
  type LivePublication,
  type NewestJob,
  type RecordSums,
  sumRecords,
  type Verification,
} from '@regpipe/database';

/** What the control tables say at one moment. */
export interface DatabaseFacts {
  readonly jobs: readonly JobCount[];
  readonly records: readonly RecordSums[];
  readonly newest: readonly NewestJob[];
  readonly live: readonly LivePublication[];
  readonly verified: readonly Verification[];
  readonly dead: readonly DeadCount[];
}

/** Of small tables, one question after the other: a scrape takes one connection. */
export async function readDatabaseFacts({ pool }: Database): Promise<DatabaseFacts> {
  return {
    jobs: await countJobs(pool),
    records: await sumRecords(pool),
    newest: await listNewestJobs(pool),
    live: await listLivePublications(pool),
    verified: await listVerifications(pool),
    dead: await countDeadChunks(pool),
  };
}

/** What was read, and how long that took; no facts where it failed or took too long. */
export interface Reading<Facts> {
  readonly facts: Facts | undefined;
  readonly seconds: number;
}

export type StreamFacts = readonly StreamView[];
