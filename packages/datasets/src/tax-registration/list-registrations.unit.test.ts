import { expect, test } from 'vitest';
import type { z } from 'zod';

import { listRegistrations } from './list-registrations.ts';

interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** Answers the n-th statement with the n-th number of rows. */
async function list(request: Record<string, unknown>, rowCounts: number[], searchReady = true) {
  const statements: Statement[] = [];
  const counts = [...rowCounts];
  const answer = await listRegistrations.answer(
    { params: {}, query: request },
    async <Row>(sql: string, values: readonly unknown[]) => {
      if (sql.includes('search_ready')) return [{ search_ready: searchReady }] as Row[];
      statements.push({ sql, values });
      return Array.from({ length: counts.shift() ?? 0 }, (_, row) => ({
        ban: String(row).padStart(8, '0'),
      })) as Row[];
    },
  );
  return { statements, answer: answer as { items: { ban: string }[]; next_cursor: string | null } };
}

test('a full page gives the last number as the next cursor, the last page gives none', async () => {
  const full = await list({ limit: 2 }, [3]);
  expect(full.answer).toEqual({ items: [{ ban: '00000000' }, { ban: '00000001' }], next_cursor: '00000001' });
  const last = await list({ limit: 2 }, [2, 2, 2]);
  expect(last.answer.items).toHaveLength(2);
  expect(last.answer.next_cursor).toBeNull();
});

test('a frequent name is answered by walking the primary key, without the bigram index', async () => {
  const { statements } = await list({ name: '公司' }, [51]);
  expect(statements).toHaveLength(1);
  expect(statements[0]?.sql).not.toContain('bigrams');
  expect(statements[0]?.values).toEqual(['%公司%', '', 51, 2040]);
});

test('a name of middling frequency is walked further before matches are collected', async () => {
  const { statements } = await list({ name: '電子' }, [17, 51]);
  expect(statements).toHaveLength(2);
  expect(statements[1]?.values.at(-1)).toBe(2 * 3 * 2040);
});

test('a rare name is collected through the bigram index', async () => {
  const { statements } = await list({ name: '台大龍' }, [0, 1]);
  expect(statements[1]?.sql).toContain('regpipe.bigrams(r.business_name) @> regpipe.bigrams($1)');
  expect(statements[1]?.values).toEqual(['台大龍', '%台大龍%', '', 51]);
});

test('the bigram index is left out while it is not built, and for a single character', async () => {
  const unready = await list({ name: '台大龍' }, [0, 1], false);
  expect(unready.statements[1]?.sql).not.toContain('bigrams');
  const single = await list({ name: '𠮷' }, [0, 1]);
  expect(single.statements[1]?.sql).not.toContain('bigrams');
});

test('no character of a name is a wildcard', async () => {
  const { statements } = await list({ name: '100%_\\' }, [51]);
  expect(statements[0]?.values[0]).toBe('%100\\%\\_\\\\%');
});

test('filters are combined, and go on from the cursor', async () => {
  const { statements } = await list(
    { name: '公司', industry: '561113', headquarters: '04595257', cursor: '12345678' },
    [51],
  );
  expect(statements[0]?.values).toEqual(['%公司%', '04595257', '561113', '12345678', 51, 2040]);
});

test('a city is the start of the address, whichever way it is written', async () => {
  const { statements } = await list({ city: '台北市１' }, [51]);
  expect(statements[0]?.values).toEqual(['_北市_%', 4, '臺北市1', '', 51, 2040]);
});

test.each([
  { limit: '0' },
  { limit: '201' },
  { limit: 'many' },
  { cursor: '1234567' },
  { headquarters: 'x' },
  { name: '' },
  { name: 'a\0b' },
  { nmae: '公司' },
])('%o is refused before the database is asked', (query) => {
  const schema = listRegistrations.querystring as z.ZodObject;
  expect(schema.safeParse(query).success).toBe(false);
});
