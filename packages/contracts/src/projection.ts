import { z } from 'zod';

/** Tables that are made of recorded commands, and can be made of them anew; a row of `etl.projection`. */
export const projectionSchema = z.object({
  name: z.string(),
  generation: z.number().int().describe('Of the tables that queries read'),
  building: z
    .number()
    .int()
    .nullable()
    .describe('Of the tables that a rebuild fills; null while there is none'),
  built_commands: z.number().int().describe('Commands that the rebuild has read so far'),
  build_started_at: z.iso.datetime({ offset: true }).nullable(),
  rebuilt_at: z.iso.datetime({ offset: true }).nullable().describe('When the last rebuild became live'),
});
export type Projection = z.infer<typeof projectionSchema>;

export const NOTIFICATIONS = 'notifications';
