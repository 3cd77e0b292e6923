/** The list of jobs, in English. */
export const jobsPageEn = {
  title: 'Jobs',
  start: 'Start a job',
  filters: { status: 'State', mode: 'Mode', dataset: 'Data set', all: 'All', clear: 'Show all' },
  columns: {
    job: 'Job',
    status: 'State',
    dataset: 'Data set',
    mode: 'Mode',
    started: 'Started',
    duration: 'Took',
    total: 'Records',
    loaded: 'Loaded',
    failed: 'Rejected',
    version: 'Published',
  },
  version: (version: number) => `version ${version}`,
  live: 'live',
  empty: 'No job yet',
  emptyHint: 'A full job reads the source and publishes it. A dry run goes the same way and loads nothing.',
  emptyFiltered: 'No job fits',
};
