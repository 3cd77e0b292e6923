import type { StageName } from '@regpipe/progress';

/** What is said of a job while one watches it, in English. Counts come formatted. */
export const progressEn = {
  stages: {
    fetch: 'fetch',
    transform: 'transform',
    load: 'load',
    publish: 'publish',
  } satisfies Record<StageName, string> as Record<StageName, string>,
  job: (jobId: number) => `Job ${jobId}`,
  /** Of a stage. */
  waiting: 'waiting',
  done: 'done',
  failed: 'failed',
  /** Where there is room for a word more. */
  of: (done: string, total: string, isEstimate: boolean) =>
    `${done} of ${isEstimate ? 'about ' : ''}${total}`,
  ofShort: (done: string, total: string, isEstimate: boolean) => `${done} / ${isEstimate ? '~' : ''}${total}`,
  records: (count: string) => `${count} records`,
  chunks: (count: string) => `${count} chunks`,
  step: (step: number, steps: number, name: string) => `step ${step} of ${steps}: ${name}`,
  recordsPerSecond: (count: string) => `${count} records/s`,
  perSecond: (count: string) => `${count}/s`,
  remaining: (time: string) => `${time} left`,
  remainingThenPublishing: (time: string) => `${time} left, then publishing`,
  idle: (time: string) => `nothing has moved for ${time}`,
  away: (code: string) => `the gateway does not answer (${code}); trying again`,
};
