import type { Schedule, ScheduleRun } from '@regpipe/contracts';
import { inZone, upcomingRuns } from '@regpipe/schedules';

import { alignColumns, formatAge, formatCount, indent, printable } from './format.ts';
import type { Messages } from './messages/index.ts';

const SHOWN_NEXT = 5;

/** All schedules, a line each. */
export function describeSchedules(
  schedules: readonly Schedule[],
  messages: Messages,
  now: Date,
): readonly string[] {
  const words = messages.schedules;
  if (schedules.length === 0) return [words.none];
  const { columns } = words;
  const heading = [
    columns.name,
    columns.when,
    columns.mode,
    columns.dataset,
    columns.state,
    columns.ticks,
    columns.next,
    columns.last,
  ];
  const rows = schedules.map((schedule) => [
    printable(schedule.name),
    whenOf(schedule, messages),
    schedule.mode,
    printable(schedule.dataset),
    stateOf(schedule, messages),
    ticksOf(schedule, messages),
    schedule.next_at === null ? '' : clockOf(new Date(schedule.next_at), schedule.time_zone),
    schedule.last_run === null ? '' : describeLast(schedule.last_run, messages, now),
  ]);
  return alignColumns(
    [heading, ...rows],
    heading.map(() => 'left' as const),
  );
}

/** What a schedule does and when it does so next. */
export function describeSchedule(schedule: Schedule, messages: Messages): string[] {
  const { columns, nextRuns } = messages.schedules;
  const facts = [
    [columns.when, whenOf(schedule, messages)],
    [columns.mode, schedule.mode],
    [columns.dataset, printable(schedule.dataset)],
    ...(schedule.source === null ? [] : [[columns.source, printable(schedule.source)]]),
    [columns.state, stateOf(schedule, messages)],
    [columns.ticks, ticksOf(schedule, messages)],
  ];
  const next = upcomingTimes(schedule);
  return [
    ...indent(alignColumns(facts, ['left', 'left'])),
    ...(next.length === 0 ? [] : [nextRuns, ...indent(next)]),
  ];
}

/** What came of its ticks. */
export function describeRuns(
  { time_zone: timeZone }: Pick<Schedule, 'time_zone'>,
  runs: readonly ScheduleRun[],
  messages: Messages,
): string[] {
  const { columns, noRuns, lastRuns, by } = messages.schedules;
  if (runs.length === 0) return [noRuns];
  const rows = runs.map((run) => [
    clockOf(new Date(run.due_at), timeZone),
    by[run.by],
    outcomeOf(run, messages),
    printable(run.message ?? ''),
  ]);
  const heading = [columns.due, columns.by, columns.outcome];
  return [
    lastRuns,
    ...indent(
      alignColumns(
        [heading, ...rows],
        heading.map(() => 'left' as const),
      ),
    ),
  ];
}

/** The same for programs: with the next due times, ISO 8601 with the offset of the zone. */
export function withUpcoming<S extends Schedule>(schedule: S): S & { readonly upcoming: readonly string[] } {
  const upcoming = upcomingRuns(schedule, SHOWN_NEXT).map((due) => inZone(due, schedule.time_zone));
  return { ...schedule, upcoming };
}

/** The next due times, as clocks in the schedule's zone show them. */
export function upcomingTimes(schedule: Schedule): string[] {
  return upcomingRuns(schedule, SHOWN_NEXT).map((due) => clockOf(due, schedule.time_zone));
}

/** `2026-05-10 02:00 +08:00`. */
export function clockOf(moment: Date, timeZone: string): string {
  return inZone(moment, timeZone).replace(/^(.{10})T(.{5}):\d\d/, '$1 $2 ');
}

function whenOf(schedule: Schedule, messages: Messages): string {
  const words = messages.schedules;
  return schedule.cron === null
    ? words.every(schedule.every_minutes ?? 1)
    : words.cron(printable(schedule.cron), printable(schedule.time_zone));
}

function stateOf({ enabled, ended }: Schedule, messages: Messages): string {
  const { states } = messages.schedules;
  if (ended) return states.ended;
  return enabled ? states.on : states.paused;
}

function ticksOf({ ticks, repeats }: Schedule, messages: Messages): string {
  const had = formatCount(ticks);
  return repeats === null ? had : messages.schedules.ticksOf(had, formatCount(repeats));
}

function describeLast(run: ScheduleRun, messages: Messages, now: Date): string {
  return `${outcomeOf(run, messages)}, ${formatAge(run.ticked_at, now, messages.time)}`;
}

function outcomeOf({ outcome, job_id: jobId, code }: ScheduleRun, { schedules }: Messages): string {
  return outcome === 'started' ? schedules.started(jobId) : schedules.skipped(code ?? '');
}
