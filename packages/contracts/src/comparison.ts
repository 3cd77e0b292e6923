import { z } from 'zod';

import { publicationSchema } from './job.ts';

/** Two publications of a data set beside each other. */
export const comparisonSchema = z.object({
  from: publicationSchema,
  to: publicationSchema,
  tables: z.array(
    z.object({
      table: z.string(),
      from_rows: z.number().int(),
      to_rows: z.number().int(),
      keys: z
        .object({ added: z.number().int(), removed: z.number().int(), changed: z.number().int() })
        .nullable()
        .describe('By primary key; null where the tables of one of the two are dropped or have none'),
    }),
  ),
});
export type Comparison = z.infer<typeof comparisonSchema>;
