/** One schedule, in English. */
export const schedulePageEn = {
  facts: 'What it does',
  timing: 'Due',
  mode: 'Mode',
  dataset: 'Data set',
  ticks: 'Runs so far',
  next: 'Next run',
  noNext: 'none',
  inItsZone: (moment: string, zone: string) => `${moment} in ${zone}`,
  changed: 'Set',
  runs: 'Newest runs',
  columns: { due: 'Due', by: 'By', outcome: 'What came of it', why: 'Why' },
  noRuns: 'It has not run yet',
  noRunsHint: 'Wait for its next run, or run it now.',
  back: 'Back to the schedules',
};
