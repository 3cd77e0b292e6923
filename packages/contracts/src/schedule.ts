import { z } from 'zod';

import { jobModeSchema } from './job.ts';

/** How schedules are named: the name stands in a subject (`schedule.tick.<name>`), in paths and on command lines. */
export const scheduleNameSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,62}$/,
    'Invalid: up to 63 lower-case letters, digits and hyphens, the first a letter or digit',
  );

/** When a schedule is due: by cron expression or every so many minutes, one of the two. */
export const timingSchema = z.object({
  cron: z
    .string()
    .nullable()
    .describe('Minute, hour, day of the month, month, day of the week; null where every_minutes is given'),
  every_minutes: z.number().int().nullable().describe('1 to 1440; null where cron is given'),
  time_zone: z.string().describe('IANA name, such as Asia/Taipei; what a cron expression is read in'),
});
export type Timing = z.infer<typeof timingSchema>;

/** What the scheduler puts on `schedule.tick.<name>`. Whoever ticks by hand sends an empty message. */
export const tickSchema = z.object({
  type: z.literal('tick'),
  dueAt: z.iso.datetime().regex(/^[1-9]/, 'Invalid: PostgreSQL knows no year 0'),
});
export type Tick = z.infer<typeof tickSchema>;

/** `clock` for the scheduler's ticks; `hand` for those that somebody has asked for. */
export const TICK_ORIGINS = ['clock', 'hand'] as const;
export type TickOrigin = (typeof TICK_ORIGINS)[number];

export const TICK_OUTCOMES = ['started', 'skipped'] as const;

/** What came of one tick; a row of `etl.schedule_run`. */
export const scheduleRunSchema = z.object({
  due_at: z.iso.datetime({ offset: true }).describe('When it was due, or when somebody ticked by hand'),
  ticked_at: z.iso.datetime({ offset: true }),
  by: z.enum(TICK_ORIGINS),
  outcome: z.enum(TICK_OUTCOMES),
  job_id: z
    .number()
    .int()
    .nullable()
    .describe('The job that was started; of a skipped tick the one in its way'),
  code: z.string().nullable().describe('Why it was skipped, such as JOB_RUNNING'),
  message: z.string().nullable(),
});
export type ScheduleRun = z.infer<typeof scheduleRunSchema>;

/** A schedule as the API, the CLI and the console show it; a row of `etl.schedule`. */
export const scheduleSchema = timingSchema.extend({
  name: z.string(),
  dataset: z.string(),
  mode: jobModeSchema,
  source: z
    .string()
    .nullable()
    .describe("Read instead of the data set's own; without the credentials that the address may hold"),
  repeats: z.number().int().nullable().describe('After so many ticks it ends; null is without end'),
  ticks: z.number().int().describe('How many the clock has given it since it was last set, skipped ones too'),
  enabled: z.boolean().describe('False while it is paused'),
  ended: z.boolean().describe('Whether it has had all its ticks'),
  next_at: z.iso.datetime({ offset: true }).nullable().describe('Null when it is paused or has ended'),
  created_at: z.iso.datetime({ offset: true }),
  updated_at: z.iso.datetime({ offset: true }),
  last_run: scheduleRunSchema.nullable(),
});
export type Schedule = z.infer<typeof scheduleSchema>;
