import {
  auditEntrySchema,
  dropSchema,
  JOB_LOADS,
  jobSchema,
  projectionSchema,
  publicationSchema,
  rejectSchema,
  scheduleRunSchema,
  scheduleSchema,
  tokenSchema,
} from '@regpipe/contracts';
import { z } from 'zod';

/*
 * What the API answers. Loose, so that `--json` passes on what a newer gateway adds.
 */

export const jobAnswer = jobSchema.loose();

export const jobPage = z.looseObject({ items: z.array(jobAnswer), next_cursor: z.string().nullable() });
export type JobPage = z.infer<typeof jobPage>;

export const publicationAnswer = publicationSchema.loose();

export const projectionAnswer = projectionSchema.loose();

/** A data set with its live publication, its history (newest first) and its jobs. */
export const datasetAnswer = z.looseObject({
  name: z.string(),
  load: z.enum(JOB_LOADS).optional(),
  live: publicationAnswer.nullable(),
  /** The tables of a dropped version are gone: it cannot be made live again. */
  history: z.array(publicationSchema.extend({ dropped: z.boolean() }).loose()),
  running_job: jobAnswer.nullable(),
  last_job: jobAnswer.nullable(),
});
export type DatasetView = z.infer<typeof datasetAnswer>;

export const rejectPage = z.looseObject({
  /** Of the whole job, the most frequent first. */
  by_type: z.array(z.object({ error_type: z.string(), count: z.number().int() })),
  items: z.array(rejectSchema.loose()),
  next_cursor: z.string().nullable(),
});
export type RejectPage = z.infer<typeof rejectPage>;

export const dropAnswer = dropSchema.loose();

export const dropPage = z.looseObject({ items: z.array(dropAnswer), next_cursor: z.string().nullable() });
export type DropPage = z.infer<typeof dropPage>;

export const auditPage = z.looseObject({
  items: z.array(auditEntrySchema.loose()),
  next_cursor: z.string().nullable(),
});
export type AuditPage = z.infer<typeof auditPage>;

export const scheduleAnswer = scheduleSchema.loose();

export const runAnswer = scheduleRunSchema.loose();

export const scheduleList = z.looseObject({ items: z.array(scheduleAnswer) });
export type ScheduleList = z.infer<typeof scheduleList>;

/** Its runs newest first. */
export const scheduleWithRuns = scheduleSchema.extend({ runs: z.array(runAnswer) }).loose();
export type ScheduleWithRuns = z.infer<typeof scheduleWithRuns>;

export const tokenAnswer = tokenSchema.loose();

export const newToken = tokenSchema.extend({ token: z.string() }).loose();
export type NewToken = z.infer<typeof newToken>;

export const tokenList = z.looseObject({ items: z.array(tokenAnswer), environment: z.boolean() });
export type TokenList = z.infer<typeof tokenList>;

/** Anything that has names. */
export const nameList = z.looseObject({ items: z.array(z.looseObject({ name: z.string() })) });

/** RFC 9457, with our code and next step beside it. */
export const problemAnswer = z.looseObject({
  title: z.string().optional(),
  detail: z.string().optional(),
  code: z.string().optional(),
  next: z.string().optional(),
});
