import type { AuditEntry, Drop } from '@regpipe/contracts';
import { expect, test } from 'vitest';

import { ok, problem } from '../testing/fake-api.ts';
import { dropFixture } from '../testing/fixtures.ts';
import { endedAgainst } from '../testing/run-cli.ts';

const failed: Drop = dropFixture({
  id: 7,
  status: 'failed',
  error_code: 'VALIDATION_FAILED',
  error_message: '2 rows are not as they should be.',
  moved_to: 'failed/stats-007.csv',
});

const entry = (changes: Partial<AuditEntry>): AuditEntry => ({
  id: 1,
  batch_job_id: 7,
  job_id: 42,
  at: '2026-05-09T06:00:00+00:00',
  event: 'received',
  severity: 'info',
  message: 'Received for the first time',
  payload: {},
  ...changes,
});

test('drops lists the newest files, a line each, and asks for what was asked for', async () => {
  const ended = await endedAgainst('drops --status failed --dataset user-statistics --limit 2', {
    'GET /api/drops': () => ok({ items: [failed, dropFixture()], next_cursor: '6' }),
  });
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(Object.fromEntries(ended.requests[0]?.query ?? [])).toEqual({
    status: 'failed',
    dataset: 'user-statistics',
    limit: '2',
  });
  expect(ended.stdout).toMatch(
    /^ *7 +stats-006 +user-statistics +failed .* 1,000 +20 +3\.5 s +VALIDATION_FAILED$/m,
  );
  expect(ended.stdout).toMatch(/^ *6 +stats-006 +user-statistics +success .* 1,000 +20 +3\.5 s$/m);
  expect(ended.stdout).toContain('--limit N');
});

test('drops ID shows the file with all that was done about it, and the first of its rows', async () => {
  const routes = {
    'GET /api/drops/7': () => ok(failed),
    'GET /api/drops/7/audit': ({ query }: { readonly query: URLSearchParams }) =>
      query.get('about') === 'file'
        ? ok({
            items: [entry({}), entry({ id: 9, event: 'failed', message: 'Bad rows' })],
            next_cursor: null,
          })
        : ok({
            items: [
              entry({
                id: 2,
                event: 'row_error',
                severity: 'error',
                message: 'There is no user u9.',
                payload: { line: 4, raw_data: 'u9,1,2\n' },
              }),
            ],
            next_cursor: '2',
          }),
  };
  const shown = await endedAgainst('drops 7 --limit 1', routes);
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).toMatch(/error +VALIDATION_FAILED: 2 rows are not as they should be\./);
  expect(shown.stdout).toMatch(/moved to +failed\/stats-007\.csv/);
  expect(shown.stdout).toMatch(/^ +2026-05-09T06:00:00\+00:00 +failed +Bad rows$/m);
  expect(shown.stdout).toMatch(/^ +4 +There is no user u9\. +u9,1,2\\n$/m);
  expect(shown.stdout).toContain('./run errors 42');
  const asked = shown.requests.map(({ query }) => query.toString()).filter((query) => query !== '');
  expect(asked.sort()).toEqual(['about=file&limit=500', 'about=rows&limit=1']);
  const document: unknown = JSON.parse((await endedAgainst('drops 7 --json', routes)).stdout);
  expect(document).toMatchObject({ id: 7, audit: [{ event: 'received' }, {}], rows: { items: [{ id: 2 }] } });
});

test('a file that is not known is told in the language of the user, with the next step', async () => {
  const unknown = () => problem(404, 'DROP_NOT_FOUND', 'There is no file 8.');
  const ended = await endedAgainst(
    'drops 8',
    { 'GET /api/drops/8': unknown, 'GET /api/drops/8/audit': unknown },
    { REGPIPE_LANG: 'zh-TW' },
  );
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain('下一步');
});
