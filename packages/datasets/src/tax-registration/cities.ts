import { z } from 'zod';

import type { StatisticsRoute } from '../dataset.ts';
import { unifiedSql } from './address-start.ts';

/** The special municipalities, cities and counties of Taiwan, with which addresses begin. */
const CITIES =
  '臺北市 新北市 桃園市 臺中市 臺南市 高雄市 基隆市 新竹市 嘉義市 新竹縣 苗栗縣 彰化縣 南投縣 雲林縣 嘉義縣 屏東縣 宜蘭縣 花蓮縣 臺東縣 澎湖縣 金門縣 連江縣'.split(
    ' ',
  );

// By their starts first: there are some hundreds of those, and a million addresses. Some name their province.
const COUNT_CITIES = `
  WITH starts AS MATERIALIZED (
    SELECT left(business_address, 6) AS start, count(*) AS businesses FROM public.tax_registration GROUP BY 1
  ), placed AS (
    SELECT ${unifiedSql(`CASE WHEN start ~ '^([臺台]灣|福建)省' THEN substr(start, 4) ELSE left(start, 3) END`)} AS city,
           businesses
      FROM starts
  )
  SELECT known.city, sum(businesses)::bigint AS businesses
    FROM placed LEFT JOIN unnest($1::text[]) AS known (city) USING (city)
   GROUP BY known.city ORDER BY known.city IS NULL, 2 DESC, 1`;

export const cities: StatisticsRoute = {
  path: '/registrations/statistics/cities',
  summary: 'Businesses of each city and county, most first',
  item: z.object({
    city: z
      .string()
      .nullable()
      .describe('As 臺, never 台; null, as the last, for addresses that are empty or begin otherwise'),
    businesses: z.number().int(),
  }),
  items: (query) => query(COUNT_CITIES, [CITIES]),
};
