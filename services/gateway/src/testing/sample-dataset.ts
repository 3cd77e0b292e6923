import type { ReplaceDataset } from '@regpipe/datasets';
import { z } from 'zod';

const plantSchema = z.object({ code: z.string(), name: z.string() });

/** A data set small enough to see through; its live name is a view that the test makes itself. */
export const plants: ReplaceDataset = {
  name: 'plants',
  title: { en: 'Plants', 'zh-TW': '植物' },
  source: 'https://example.test/plants.csv',
  columns: ['code', 'name'],
  load: 'replace',
  tables: [
    {
      name: 'plant',
      columns: [
        { name: 'code', sql: 'text NOT NULL' },
        { name: 'name', sql: 'text' },
      ],
      written: ['code', 'name'],
      primaryKey: ['code'],
      recordKey: 0,
    },
  ],
  transform: () => 'blank',
  rejectColumns: { MISSING_NAME: 'name' },
  routes: [
    {
      path: '/plants/:code',
      summary: 'One plant',
      params: z.object({ code: z.string().regex(/^[a-z]+$/) }),
      response: plantSchema,
      async answer({ params }, query) {
        const { code } = params as { code: string };
        const [plant] = await query('SELECT code, name FROM public.plant WHERE code = $1', [code]);
        return plant;
      },
    },
    {
      path: '/plants',
      summary: 'Plants by name',
      querystring: z.object({ name: z.string().optional() }),
      response: z.array(plantSchema),
      answer(request, query) {
        const { name } = request.query as { name?: string };
        return query(
          'SELECT code, name FROM public.plant WHERE $1::text IS NULL OR name = $1 ORDER BY code',
          [name],
        );
      },
    },
    {
      path: '/plants-written',
      summary: 'A query that tries to write',
      response: z.unknown(),
      answer: (_request, query) => query('CREATE TABLE public.intruder ()', []),
    },
  ],
  statistics: [
    {
      path: '/plants/statistics/names',
      summary: 'Plants of each name',
      limit: { most: 3, usual: 2 },
      item: z.object({ name: z.string(), plants: z.number().int() }),
      items: (query) =>
        query(
          'SELECT name, count(*) AS plants FROM public.plant GROUP BY name ORDER BY plants DESC, name',
          [],
        ),
    },
  ],
};
