import { z } from 'zod';

/** Something that happened to a job, as it is kept with it; a row of `etl.job_event`. */
export const timelineEntrySchema = z.object({
  at: z.iso.datetime({ offset: true }),
  attempt: z.number().int(),
  type: z
    .string()
    .describe(
      '`status` for a change of state; otherwise a kind of fact, such as source.opened or chunk.dead',
    ),
  data: z
    .record(z.string(), z.unknown())
    .describe('What else is known; of `status` from, to, code and message'),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;
