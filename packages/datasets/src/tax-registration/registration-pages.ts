import type { RunQuery } from '../dataset.ts';
import { hasBigram } from './name-pattern.ts';
import { filterConditions, type RegistrationFilters } from './registration-filters.ts';
import { REGISTRATION_COLUMNS, type Registration } from './registration.ts';

/*
 * A page of a filtered list, in the order of the primary key, from after a cursor. What finds it quickly depends on
 * how many rows match, which nobody knows beforehand:
 *
 *   - Many (a name with 公司): walk the primary key and filter; a page is full after a hundred rows or so. Collecting
 *     all 655,000 matches to sort them takes 370 ms.
 *   - Few (a rare name): collect the matches through an index and sort them. Walking would read the whole table.
 *
 * Left to `ORDER BY ban LIMIT 51`, the planner guesses, and guesses badly for substrings and for filters combined. So
 * the page is first looked for in a bounded walk. If that fills a good part of it, a longer walk is likely to fill it
 * all; if not, few rows match, and collecting them is cheap. Each answer comes from one statement alone, and so from
 * one snapshot. With 1.6 M rows in memory: 1 ms for many, up to 10 ms in between and for few. The slowest are two filters
 * that are frequent by themselves and rarely meet (電子 and one industry, 675 matches): 110 to 180 ms.
 */

export interface Page {
  /** The last number of the page before; empty for the first page. */
  readonly after: string;
  readonly rows: number;
}

/** The first walk reads so many rows for each one asked for: 2,040 for a page of 50, in 2 to 5 ms. */
const WALKED_PER_ROW = 40;
/** The second walk is worth it when the first has found one in so many of the rows asked for. */
const MOST_STRETCH = 4;
/** How much further the second walk goes than the first's yield makes necessary. */
const STRETCH_MARGIN = 2;

export async function listRegistrationsPage(
  filters: RegistrationFilters,
  page: Page,
  query: RunQuery,
): Promise<Registration[]> {
  const firstWalk = page.rows * WALKED_PER_ROW;
  const first = await walkPage(filters, page, firstWalk, query);
  if (first.length === page.rows) return first;
  const stretch = page.rows / first.length;
  if (stretch <= MOST_STRETCH) {
    const second = await walkPage(filters, page, Math.ceil(firstWalk * stretch * STRETCH_MARGIN), query);
    if (second.length === page.rows) return second;
  }
  return collectPage(filters, page, query);
}

/** May give less than a page although there is more. */
function walkPage(
  filters: RegistrationFilters,
  page: Page,
  walkedRows: number,
  query: RunQuery,
): Promise<Registration[]> {
  const { sql, values } = filterConditions(filters, false);
  return query<Registration>(walkSql(sql, values.length), [...values, page.after, page.rows, walkedRows]);
}

async function collectPage(
  filters: RegistrationFilters,
  page: Page,
  query: RunQuery,
): Promise<Registration[]> {
  const { name } = filters;
  const bigrams = name !== undefined && hasBigram(name) && (await isSearchReady(query));
  const { sql, values } = filterConditions(filters, bigrams);
  return query<Registration>(collectSql(sql, values.length), [...values, page.after, page.rows]);
}

/** LIMIT inside the subquery keeps the planner from turning the walk into something else. */
function walkSql(conditions: string, parameters: number): string {
  return `
    SELECT ${REGISTRATION_COLUMNS}
      FROM (SELECT * FROM public.tax_registration WHERE ban > $${parameters + 1}
             ORDER BY ban LIMIT $${parameters + 3}) AS r
     WHERE ${conditions}
     ORDER BY r.ban LIMIT $${parameters + 2}`;
}

/** MATERIALIZED hides the order and the limit from the planner while it chooses how to find the matches. */
function collectSql(conditions: string, parameters: number): string {
  return `
    WITH matches AS MATERIALIZED (
      SELECT r.ban FROM public.tax_registration AS r WHERE r.ban > $${parameters + 1} AND ${conditions}
    )
    SELECT ${REGISTRATION_COLUMNS}
      FROM (SELECT ban FROM matches ORDER BY ban LIMIT $${parameters + 2}) AS page
      JOIN public.tax_registration AS r USING (ban)
     ORDER BY r.ban`;
}

/** Without its index, asking for bigrams would compute them for every row: some 20 µs each. */
async function isSearchReady(query: RunQuery): Promise<boolean> {
  const rows = await query<{ search_ready: boolean }>(
    `SELECT search_ready FROM etl.publication WHERE dataset = 'tax-registration' AND live`,
    [],
  );
  return rows[0]?.search_ready ?? false;
}
