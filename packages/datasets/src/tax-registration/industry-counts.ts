import { z } from 'zod';

import type { StatisticsRoute } from '../dataset.ts';
import { industrySchema } from './registration.ts';

/** More than the classification has; a damaged file may hold a code a row. */
const MOST = 500;
const USUAL = 20;

// A code stands once in a business. It has one name, or else the one that is used most.
const COUNT_INDUSTRIES = `
  WITH named AS (
    SELECT industry_code, industry_name, count(*) AS businesses FROM public.business_industry GROUP BY 1, 2
  )
  SELECT industry_code,
         (array_agg(industry_name ORDER BY industry_name IS NULL, businesses DESC, industry_name))[1] AS industry_name,
         sum(businesses)::bigint AS businesses
    FROM named GROUP BY industry_code ORDER BY 3 DESC, 1 LIMIT $1`;

export const industryCounts: StatisticsRoute = {
  path: '/registrations/statistics/industries',
  summary: 'Businesses of each industry, most first',
  limit: { most: MOST, usual: USUAL },
  item: industrySchema
    .pick({ industry_code: true, industry_name: true })
    .extend({ businesses: z.number().int() }),
  items: (query) => query(COUNT_INDUSTRIES, [MOST]),
};
