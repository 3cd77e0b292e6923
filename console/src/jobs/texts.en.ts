/** How far a job is and what became of its records, wherever that is shown, in English. Numbers come formatted. */
export const jobsEn = {
  job: (id: number) => `Job ${id}`,
  mode: 'Mode',
  modes: {
    full: 'Full: load the source and publish it',
    'dry-run': 'Dry run: go the same way, load nothing',
  },
  stages: { fetch: 'Fetch', transform: 'Transform', load: 'Load', publish: 'Publish' },
  progress: 'Progress',
  ofAmount: (done: string, total: string, isEstimate: boolean) =>
    `${done} of ${isEstimate ? 'about ' : ''}${total}`,
  units: {
    records: (amount: string) => `${amount} records`,
    chunks: (amount: string) => `${amount} chunks`,
  },
  rate: (recordsPerSecond: string) => `${recordsPerSecond} records/s`,
  remaining: (time: string) => `${time} left`,
  thenPublishing: (time: string) => `${time} left, then publishing`,
  idle: (time: string) => `Nothing has moved for ${time}.`,
  lost: 'The connection to the gateway is lost. Trying again …',
  counts: {
    title: 'Records',
    total: 'in the source',
    about: (total: string) => `about ${total}`,
    loaded: 'loaded',
    failed: 'rejected',
    duplicated: 'duplicate',
    blank: 'blank',
    open: 'to come',
    missing: 'not accounted for',
    addUp: 'Every record is accounted for.',
    doNotAddUp: 'The counts do not add up. Do not trust this job; report it with the logs.',
  },
  warnings: {
    title: 'Warnings',
    hint: 'Records that were loaded all the same.',
  },
};
