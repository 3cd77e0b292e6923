import type { ErrorCode } from '@regpipe/contracts';
import type { FatalRejects } from '@regpipe/database';

/** What is known of a merge job when everything of it is read. */
export interface MergeFacts {
  readonly jobId: number;
  /** Records of the source without the blank ones. */
  readonly records: number;
  /** Of these the failed ones, those of dead chunks among them. */
  readonly failed: number;
  /** Of these the ones of dead chunks. */
  readonly dead: number;
  /** Rejects of which a single one fails the file. */
  readonly fatal: FatalRejects;
  /** Above so many percent failed records nothing is merged. */
  readonly toleratedPercent: number;
  /** Whether its user wants it merged however many records have failed. */
  readonly accepted: boolean;
}

export interface MergeStop {
  readonly code: ErrorCode;
  readonly message: string;
}

/**
 * Why nothing of a job is to be merged; undefined when it may be. A file that is wrong as a whole, or of which a part was
 * never read, cannot be accepted: its user would not know what is missing.
 */
export function judgeMerge(facts: MergeFacts): MergeStop | undefined {
  const stop = findInvalid(facts) ?? findDead(facts) ?? findTooManyFailed(facts);
  return stop === undefined
    ? undefined
    : { code: stop.code, message: `Job ${facts.jobId} is not merged: ${stop.message}.` };
}

function findInvalid({ fatal: { count, first } }: MergeFacts): MergeStop | undefined {
  if (count === 0) return undefined;
  const lines = first.map(({ line, message }) => `line ${line}: ${message.replace(/\.$/, '')}`);
  const more = count > first.length ? [`and ${count - first.length} more`] : [];
  const rows = count === 1 ? '1 row is' : `${count} rows are`;
  return {
    code: 'VALIDATION_FAILED',
    message: `${rows} not what the file should hold (${[...lines, ...more].join('; ')})`,
  };
}

function findDead({ dead, records }: MergeFacts): MergeStop | undefined {
  if (dead === 0) return undefined;
  return {
    code: 'CHUNKS_DEAD',
    message: `${dead} of ${records} records are in chunks that failed every delivery`,
  };
}

/** By products, as quotients would miss a limit that is reached exactly: that much is tolerated. */
function findTooManyFailed({
  failed,
  records,
  toleratedPercent,
  accepted,
}: MergeFacts): MergeStop | undefined {
  if (accepted || failed * 100 <= records * toleratedPercent) return undefined;
  const share = ((failed / records) * 100).toFixed(2);
  return {
    code: 'TOLERANCE_EXCEEDED',
    message: `${failed} of ${records} records failed (${share} %; up to ${toleratedPercent} % are tolerated)`,
  };
}
