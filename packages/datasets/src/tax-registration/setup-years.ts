import { z } from 'zod';

import type { StatisticsRoute } from '../dataset.ts';

// By their days first: a regular expression for each of some ten thousand days, and not for a million rows.
const COUNT_YEARS = `
  WITH days AS MATERIALIZED (
    SELECT business_setup_date AS day, count(*) AS businesses FROM public.tax_registration GROUP BY 1
  )
  SELECT CASE WHEN day ~ '^[0-9]{6,7}$' THEN nullif(left(day, -4)::integer, 0) END AS year,
         sum(businesses)::bigint AS businesses
    FROM days GROUP BY 1 ORDER BY 1 NULLS LAST`;

export const setupYears: StatisticsRoute = {
  path: '/registrations/statistics/years',
  summary: 'Businesses by the year of their setting up',
  item: z.object({
    year: z
      .number()
      .int()
      .nullable()
      .describe('ROC calendar; null, as the last, for dates that are empty or none'),
    businesses: z.number().int(),
  }),
  items: (query) => query(COUNT_YEARS, []),
};
