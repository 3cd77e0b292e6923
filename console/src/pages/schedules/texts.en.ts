/** The list of schedules, in English. */
export const schedulesPageEn = {
  title: 'Schedules',
  make: 'Make a schedule',
  columns: {
    name: 'Schedule',
    state: 'State',
    timing: 'Due',
    mode: 'Mode',
    dataset: 'Data set',
    ticks: 'Runs',
    next: 'Next',
    last: 'Last',
  },
  never: 'never',
  empty: 'No schedule yet',
  emptyHint: 'A schedule starts a job by itself: every day at an hour, or every few minutes.',
};
