/** What is said of a list of jobs, in English. */
export const jobsEn = {
  latest: 'Latest jobs',
  id: 'id',
  status: 'status',
  started: 'started',
  time: 'time',
  loaded: 'loaded',
  failed: 'failed',
  dataset: 'data set',
  none: 'There is no such job.',
  more: (before: string) => `Older ones: ./run jobs --before ${before}`,
};
