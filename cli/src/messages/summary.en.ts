/** What is said of a job that is shown, in English. Counts come formatted. */
export const summaryEn = {
  title: (jobId: number, attempt: number) =>
    attempt === 1 ? `Job ${jobId}` : `Job ${jobId}, attempt ${attempt}`,
  dryRun: 'dry run',
  runId: 'run id',
  status: 'status',
  seconds: 'seconds',
  recordsPerSecond: 'records/s',
  total: 'total',
  loaded: 'loaded',
  failed: 'failed',
  duplicate: 'duplicate',
  blank: 'blank',
  warnings: 'warnings',
  unknown: 'unknown',
  about: (count: string) => `about ${count}`,
  published: (version: number, stamp: string | null) =>
    stamp === null
      ? `published as version ${version}, from a source without a date`
      : `published as version ${version}, from the source of ${stamp}`,
  noLongerLive: 'It is no longer the live version.',
  ended: (status: string) => `The job ended as ${status}.`,
  limited: (limit: string) => `Limited to the first ${limit} records: the publication holds no others.`,
  skipped: (publishedBy: number, by: string) =>
    `skipped: the source is unchanged since job ${publishedBy} (${by}); --force loads it anyway`,
  merged: (rows: string) => `Merged: ${rows} rows were written, all others stayed as they were.`,
  dryRunEnded: 'A dry run: nothing was written to the business tables.',
  miscount: (total: string, accounted: string) =>
    `THE COUNTS DO NOT ADD UP: the source has ${total} records, ${accounted} are accounted for. Do not trust this job; report it with the logs.`,
  totalUnknown:
    'THE COUNTS DO NOT ADD UP: the job ended without a total. Do not trust it; report it with the logs.',
  guardStopped: 'A guard stopped the job before its publication; what is live stays as it was.',
  guardWouldStop: 'A guard would stop etl before its publication.',
  nextGuard: (jobId: number) =>
    `Look at the source and ./run errors ${jobId}; if it is right, publish it: ./run resume ${jobId} --accept`,
  nextResume: (jobId: number) => `./run resume ${jobId}`,
  nextStart: 'Start a new job when it suits: ./run etl',
  nextPartial: (jobId: number) =>
    `Some chunks failed every delivery, their records are not loaded: ./run errors ${jobId}`,
  nextRedrive: (jobId: number) =>
    `Some chunks failed every delivery, their records are not loaded (./run errors ${jobId}). Mend the cause, then send them again: ./run redrive ${jobId}`,
  seeErrors: (jobId: number) => `The rejected records: ./run errors ${jobId}`,
};
