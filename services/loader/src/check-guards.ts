import type { ErrorCode } from '@regpipe/contracts';

/** From how many percent on a publication is stopped; 100 never stops one. */
export interface GuardLimits {
  /** Of the live main table's rows, that the new version would lack. */
  readonly rowsGonePercent: number;
  /** Of the source's records that are not blank, that were rejected. */
  readonly rejectedPercent: number;
}

/** What a job would publish, and what it would replace. */
export interface GuardFacts {
  readonly jobId: number;
  /** Rows of the main table. */
  readonly rowsToPublish: number;
  /** The live version and the rows of its main table; null before the first publication. */
  readonly live: { readonly version: number; readonly rows: number } | null;
  /** Records of the source without the blank ones. */
  readonly records: number;
  /** Of these the rejected ones, those of dead chunks among them. */
  readonly rejected: number;
  /** Whether its user asked for only so many records: then that rows are gone says nothing. */
  readonly limited: boolean;
  /** Whether its user wants it published as it is. */
  readonly accepted: boolean;
}

export interface GuardStop {
  readonly code: ErrorCode;
  readonly message: string;
}

/**
 * Whether what a job would publish is plausible: half of yesterday's rows, or a third of the records rejected, is more
 * often a broken source than the truth. Gives why the publication is to be stopped, or undefined. Where both guards
 * stop it, the code is that of the rejects, as they are the likely cause of the missing rows.
 */
export function checkGuards(facts: GuardFacts, limits: GuardLimits): GuardStop | undefined {
  if (facts.accepted) return undefined;
  const stops = [checkRejected(facts, limits), checkRowsGone(facts, limits)].filter(
    (stop) => stop !== undefined,
  );
  const [first] = stops;
  if (first === undefined) return undefined;
  const message = `Job ${facts.jobId} is stopped before its publication: ${stops.map((stop) => stop.message).join('; ')}.`;
  return { code: first.code, message };
}

function checkRejected(
  { rejected, records }: GuardFacts,
  { rejectedPercent: limit }: GuardLimits,
): GuardStop | undefined {
  if (!reaches(rejected, records, limit)) return undefined;
  return {
    code: 'GUARD_REJECTED',
    message: `${rejected} of ${records} records were rejected (${percent(rejected, records)}; the guard stops at ${limit} %)`,
  };
}

function checkRowsGone(
  { live, rowsToPublish, limited }: GuardFacts,
  { rowsGonePercent: limit }: GuardLimits,
): GuardStop | undefined {
  if (live === null || limited || !reaches(live.rows - rowsToPublish, live.rows, limit)) return undefined;
  const gone = percent(live.rows - rowsToPublish, live.rows);
  return {
    code: 'GUARD_ROWS_GONE',
    message: `the live version ${live.version} has ${live.rows} rows, this one would have ${rowsToPublish} (${gone} gone; the guard stops at ${limit} %)`,
  };
}

/** By products, as quotients would miss a limit that is reached exactly. */
function reaches(part: number, whole: number, limit: number): boolean {
  return limit < 100 && part > 0 && part * 100 >= whole * limit;
}

function percent(part: number, whole: number): string {
  return `${((part / whole) * 100).toFixed(2)} %`;
}
