/** What is said about schedules. */
export const schedulesEn = {
  description: 'Have jobs started by themselves: list, set, pause, run and remove schedules',
  options: {
    name: 'Name of the schedule: lower-case letters, digits, hyphens',
    mode: 'What kind of job (full)',
    cron: 'When: minute, hour, day of the month, month, day of the week; such as "0 2 * * *"',
    every: 'When: every so many minutes from now on, 1 to 1440',
    timeZone: (name: string) => `What --cron is read in (${name})`,
    repeats: 'End after so many ticks (never)',
    paused: 'Set it up without its clock',
  },
  columns: {
    name: 'name',
    when: 'when',
    mode: 'mode',
    dataset: 'data set',
    state: 'state',
    ticks: 'ticks',
    next: 'next run',
    last: 'last run',
    due: 'due',
    by: 'by',
    outcome: 'what came of it',
    source: 'source',
  },
  states: { on: 'on', paused: 'paused', ended: 'ended' },
  by: { clock: 'clock', hand: 'hand' },
  cron: (expression: string, timeZone: string) => `${expression} (${timeZone})`,
  every: (minutes: number) => (minutes === 1 ? 'every minute' : `every ${minutes} minutes`),
  ticksOf: (ticks: string, repeats: string) => `${ticks} of ${repeats}`,
  none: 'There are no schedules yet. The two usual ones: ./run etl-per-day, ./run dry-run-per-min',
  noRuns: 'It has not run yet.',
  nextRuns: 'Next runs',
  lastRuns: 'Last runs',
  set: (name: string) => `Schedule "${name}" is set:`,
  started: (job: number | null) => (job === null ? 'started a job' : `job ${job}`),
  skipped: (code: string) => `skipped: ${code}`,
  paused: (name: string) =>
    `Schedule "${name}" is paused. To take it up again: ./run schedule resume ${name}`,
  resumed: (name: string, next: string) => `Schedule "${name}" is on again. Next run: ${next}`,
  over: (name: string) =>
    `Schedule "${name}" has had all its ticks. Set it again to begin anew: ./run schedule set`,
  removed: (name: string) => `Schedule "${name}" is removed. The jobs that it has started stay.`,
  runStarted: (name: string, job: number | null) =>
    `"${name}" has started ${job === null ? 'a job' : `job ${job}. To watch it: ./run status ${job} --watch`}`,
  runSkipped: (name: string, message: string) => `"${name}" was skipped: ${message}`,
  eitherCronOrEvery: 'A schedule needs either --cron or --every.',
};

/** What the help of their commands says. */
export const scheduleCommandsEn = {
  'etl-per-day': {
    description: 'Have etl run at 02:00 every day (Asia/Taipei); again: begins anew',
    examples: ['./run etl-per-day', './run schedule show etl-per-day'],
  },
  'dry-run-per-min': {
    description: 'Have dry-run run every minute, 5 times; again: begins anew',
    examples: ['./run dry-run-per-min', './run schedule show dry-run-per-min'],
  },
  'schedule list': {
    description: 'List the schedules with their next and last runs',
    examples: ['./run schedule list', './run schedule list --json'],
  },
  'schedule show': {
    description: 'Show a schedule, its next runs and what came of the last ones',
    examples: ['./run schedule show etl-per-day'],
  },
  'schedule set': {
    description: 'Make a schedule, or replace the one of this name, which then counts anew',
    examples: [
      './run schedule set weekdays --cron "30 5 * * MON-FRI"',
      './run schedule set probe --mode dry-run --every 15 --repeats 8',
    ],
  },
  'schedule pause': {
    description: 'Stop the clock of a schedule',
    examples: ['./run schedule pause etl-per-day'],
  },
  'schedule resume': {
    description: 'Let the clock of a paused schedule go on; what was due meanwhile is not caught up',
    examples: ['./run schedule resume etl-per-day'],
  },
  'schedule run': {
    description: 'Run a schedule now, also one that is paused or has ended',
    examples: ['./run schedule run etl-per-day'],
  },
  'schedule remove': {
    description: 'Remove a schedule and the list of its runs',
    examples: ['./run schedule remove dry-run-per-min'],
  },
};
