import { DEFAULT_TIME_ZONE, JOB_MODES, scheduleNameSchema } from '@regpipe/contracts';
import { checkTiming } from '@regpipe/schedules';
import { z } from 'zod';

import { sourceText } from './parameters.ts';

const LONGEST_CRON = 200;
const LONGEST_ZONE = 64;
const MOST_MINUTES = 1_440;
const MOST_REPEATS = 1_000_000;

export const scheduleParameters = z.strictObject({ name: scheduleNameSchema });

/** One of cron and every_minutes; null and nothing are the same, so that what the API shows can be sent back. */
const timingFields = {
  cron: z
    .string()
    .max(LONGEST_CRON)
    .nullable()
    .default(null)
    .describe('Minute, hour, day of the month, month, day of the week; such as 0 2 * * *'),
  every_minutes: z.int().min(1).max(MOST_MINUTES).nullable().default(null).describe('Instead of cron'),
  time_zone: z.string().max(LONGEST_ZONE).default(DEFAULT_TIME_ZONE).describe('What cron is read in'),
};

type TimingFields = z.infer<z.ZodObject<typeof timingFields>>;

function refuseBadTiming(timing: TimingFields, context: z.RefinementCtx): void {
  const refused = new Set(context.issues.map(({ path }) => path?.[0]));
  for (const { field, message } of checkTiming(timing)) {
    if (!refused.has(field)) context.addIssue({ code: 'custom', path: [field], message });
  }
}

/** @param datasetName those that there are */
export function scheduleBody(datasetName: z.ZodType<string>, usualDataset: string) {
  return z
    .strictObject({
      dataset: datasetName.default(usualDataset),
      mode: z.enum(JOB_MODES),
      source: sourceText
        .refine((source) => !source.includes('***'), 'Invalid: its credentials are masked; give them anew')
        .nullable()
        .default(null)
        .describe("Address or path of a file, instead of the data set's own"),
      ...timingFields,
      repeats: z.int().min(1).max(MOST_REPEATS).nullable().default(null).describe('Null is without end'),
      enabled: z.boolean().default(true).describe('False sets it up without its clock'),
    })
    .superRefine(refuseBadTiming);
}

export const previewBody = z
  .strictObject({ ...timingFields, count: z.int().min(1).max(100).default(5) })
  .superRefine(refuseBadTiming);
