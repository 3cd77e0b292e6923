/** What several pages say of schedules, in English. */
export const schedulesEn = {
  cron: (expression: string, zone: string) => `${expression} (${zone})`,
  every: (minutes: number) => (minutes === 1 ? 'every minute' : `every ${minutes} minutes`),
  ticks: (ticks: number, repeats: number | null) =>
    repeats === null ? `${ticks}, without end` : `${ticks} of ${repeats}`,
  states: { on: 'On', paused: 'Paused', ended: 'Ended' },
  outcomes: { started: 'Started', skipped: 'Skipped' },
  by: { clock: 'By the clock', hand: 'By hand' },
  job: (id: number) => `Job ${id}`,
  actions: {
    run: 'Run now',
    runTitle: (name: string) => `Run ${name} now?`,
    runText: 'It starts its job at once, as if it were due. Its next run stays as it is.',
    ran: (name: string, id: number | null) =>
      id === null ? `${name} has run.` : `${name} has started job ${id}.`,
    skipped: (name: string, why: string) => `${name} was skipped: ${why}`,
    pause: 'Pause',
    paused: (name: string) => `${name} is paused.`,
    goOn: 'Go on',
    wentOn: (name: string) => `${name} goes on.`,
    edit: 'Change',
    remove: 'Remove',
    removeTitle: (name: string) => `Remove ${name}?`,
    removeText: 'The schedule goes, with what is kept of its runs. The jobs that it has started stay.',
    removed: (name: string) => `${name} is removed.`,
  },
};
