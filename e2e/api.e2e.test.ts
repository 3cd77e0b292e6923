import { type Job, jobSchema, type RejectItem } from '@regpipe/contracts';
import { testStack, type TestStack, until } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { getJson } from './testing/job-report.ts';
import { startPacedSource } from './testing/paced-source.ts';
import { readEvents } from './testing/read-events.ts';
import { type SampleFile, sampleFile } from './testing/sample-file.ts';

const SEARCH = '/api/registrations';

let stack: TestStack;
let sample: SampleFile;

beforeAll(async () => {
  stack = await testStack();
  sample = await sampleFile(stack, { rows: 10_000, seed: 91 });
});
afterAll(() => stack.close());

interface Page {
  readonly items: readonly { readonly ban: string }[];
  readonly next_cursor: string | null;
}

/** The numbers on every page of a list, in the order in which they come. */
async function listBans(filter: Readonly<Record<string, string>>): Promise<string[]> {
  const bans: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query = new URLSearchParams({ ...filter, limit: '200', ...(cursor === '' ? {} : { cursor }) });
    const page: Page = await getJson<Page>(stack, `${SEARCH}?${query.toString()}`);
    bans.push(...page.items.map(({ ban }) => ban));
    cursor = page.next_cursor;
  }
  return bans;
}

async function selectBans(condition: string, ...values: readonly string[]): Promise<string[]> {
  const { rows } = await stack.database.pool.query<{ ban: string }>(
    `SELECT ban FROM public.tax_registration r WHERE ${condition} ORDER BY ban`,
    [...values],
  );
  return rows.map((row) => row.ban);
}

test('before the first publication the queries say that nothing is published', async () => {
  for (const path of [`${SEARCH}/04595257`, `${SEARCH}?name=商行`]) {
    const answer = await stack.request('GET', path);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'NOT_PUBLISHED' });
  }
});

test('the event stream follows a job from its start to its end', async () => {
  const source = await startPacedSource({ bytes: sample.bytes });
  onTestFinished(() => source.close());
  source.holdAt(sample.bytes.length / 2);
  const { id } = await stack.start({ source: source.url, chunkSize: 500 });
  const response = await stack.request('GET', `/api/jobs/${id}/events`);
  expect(response.headers.get('content-type')).toContain('text/event-stream');

  const seen: Job[] = [];
  for await (const { event, data } of readEvents(response)) {
    if (event === 'end') {
      expect(data).toEqual({ id, status: 'success' });
      break;
    }
    expect(event).toBe('job');
    seen.push(jobSchema.parse(data));
    // What is in so far has been shown: on to the second half.
    if (seen.at(-1)?.status === 'running' && (seen.at(-1)?.records_processed ?? 0) > 0) source.release();
  }
  const statuses = [...new Set(seen.map(({ status }) => status))];
  expect(statuses.filter((status) => status !== 'queued' && status !== 'publishing')).toEqual([
    'running',
    'success',
  ]);
  const loaded = seen.map(({ records_processed }) => records_processed);
  expect(loaded.at(-1)).toBe(sample.expected.processed);
  expect(loaded.some((records) => records > 0 && records < sample.expected.processed)).toBe(true);
});

test('the search indexes are built after the publication is live', async () => {
  const live = async () =>
    (await getJson<{ live: { search_ready: boolean } }>(stack, '/api/datasets/tax-registration')).live;
  await until(async () => (await live()).search_ready, 'the search indexes');
  const { rows } = await stack.database.pool.query<{ valid: boolean }>(
    `SELECT indisvalid AS valid FROM pg_index WHERE indexrelid::regclass::text LIKE '%business_name_bigrams'`,
  );
  expect(rows).toEqual([{ valid: true }]);
});

test('one registration comes with its industries', async () => {
  const { rows } = await stack.database.pool.query<{ ban: string; business_name: string }>(
    `SELECT ban, business_name FROM public.tax_registration
      WHERE (SELECT count(*) FROM public.business_industry WHERE business_id = ban) = 4 ORDER BY ban LIMIT 1`,
  );
  const wanted = rows[0] ?? { ban: '', business_name: '' };
  const found = await getJson(stack, `${SEARCH}/${wanted.ban}`);
  expect(found).toMatchObject({
    ...wanted,
    industries: [{ order: 1 }, { order: 2 }, { order: 3 }, { order: 4 }],
  });
  const missing = await stack.request('GET', `${SEARCH}/99999999`);
  expect(missing.status).toBe(404);
  expect(await missing.json()).toMatchObject({ code: 'RECORD_NOT_FOUND' });
});

test.each(['商行', '有限公司', '永', '大同"小館', '\\N', '%', '沒有這個名字'])(
  'a search for names with %s finds what a scan finds',
  async (part) => {
    expect(await listBans({ name: part })).toEqual(await selectBans('strpos(business_name, $1) > 0', part));
  },
);

test('registrations are found by industry, by headquarters, and by both with a name', async () => {
  const { rows } = await stack.database.pool.query<{ industry: string; headquarters: string; name: string }>(
    `SELECT industry_code AS industry, headquarters_ban AS headquarters, left(business_name, 2) AS name
       FROM public.tax_registration JOIN public.business_industry ON business_id = ban
      WHERE length(headquarters_ban) = 8 ORDER BY ban LIMIT 1`,
  );
  const { industry = '', headquarters = '', name = '' } = rows[0] ?? {};
  const byIndustry =
    'EXISTS (SELECT FROM public.business_industry WHERE business_id = ban AND industry_code = $1)';
  expect(await listBans({ industry })).toEqual(await selectBans(byIndustry, industry));
  const branches = await listBans({ headquarters });
  expect(branches).not.toHaveLength(0);
  expect(branches).toEqual(await selectBans('headquarters_ban = $1', headquarters));
  const all = `${byIndustry} AND headquarters_ban = $2 AND strpos(business_name, $3) > 0`;
  const found = await listBans({ industry, headquarters, name });
  expect(found).not.toHaveLength(0);
  expect(found).toEqual(await selectBans(all, industry, headquarters, name));
});

test('registrations are found by the start of their address, whichever way it is written', async () => {
  const inTaipei = await selectBans('starts_with(business_address, $1)', '臺北市');
  expect(inTaipei).not.toHaveLength(0);
  expect(await listBans({ city: '臺北市' })).toEqual(inTaipei);
  expect(await listBans({ city: '台北市' })).toEqual(inTaipei);
});

test('statistics count every registration of the live version', async () => {
  const { live } = await getJson<{ live: { version: number } }>(stack, '/api/datasets/tax-registration');
  const read = async (kind: string) => {
    const path = `${SEARCH}/statistics/${kind}`;
    const answer = await getJson<{ version: number; items: Record<string, unknown>[] }>(stack, path);
    expect(answer.version).toBe(live.version);
    return answer.items;
  };
  const sum = (items: Record<string, unknown>[]) =>
    items.reduce((total, { businesses }) => total + Number(businesses), 0);
  const [years, cities, industries] = [
    await read('years'),
    await read('cities'),
    await read('industries?limit=3'),
  ];
  expect([sum(years), sum(cities)]).toEqual([sample.expected.processed, sample.expected.processed]);
  const { rows } = await stack.database.pool.query(
    `SELECT industry_code, min(industry_name) AS industry_name, count(*) AS businesses FROM public.business_industry
      GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT 3`,
  );
  expect(industries).toEqual(rows);
  const taipei = await selectBans('starts_with(business_address, $1)', '臺北市');
  expect(cities.find(({ city }) => city === '臺北市')).toEqual({ city: '臺北市', businesses: taipei.length });
  const in99 = await selectBans('starts_with(business_setup_date, $1)', '099');
  expect(years.find(({ year }) => year === 99)).toEqual({ year: 99, businesses: in99.length });
});

test('the errors of a job can be downloaded, and paged through', async () => {
  const { items: jobs } = await getJson<{ items: Job[] }>(stack, '/api/jobs?status=success&limit=1');
  const id = String(jobs[0]?.id);
  const rejects = sample.expected.failed + sample.expected.duplicated;
  let items = 0;
  let marked = 0;
  let cursor: string | null = '';
  while (cursor !== null) {
    const from = cursor === '' ? '' : `&cursor=${cursor}`;
    const page: { items: RejectItem[]; next_cursor: string | null } = await getJson(
      stack,
      `/api/jobs/${id}/errors?limit=5${from}`,
    );
    items += page.items.length;
    for (const { error_type, error_message, raw_data, defect } of page.items) {
      if (error_type !== 'INVALID_BAN' || defect === null) continue;
      marked += 1;
      expect(error_message).toContain(`"${raw_data.slice(defect.start, defect.end).trim()}"`);
    }
    cursor = page.next_cursor;
  }
  expect(items).toBe(rejects);
  expect(marked).toBeGreaterThan(0);
  const csv = await (await stack.request('GET', `/api/jobs/${id}/errors.csv`)).text();
  expect(csv.match(new RegExp(`^\\d+,${id},`, 'gm'))).toHaveLength(rejects);
});
