import type { Schedule } from '@regpipe/contracts';
import { expect, test } from 'vitest';

import { draftOf, emptyDraft, requestOf, timingOf, USUAL_DRAFTS } from './schedule-draft.ts';

/** Of a data set that has a source of its own. */
const target = { source: 'https://example.test/plants.csv' };
const draft = { ...emptyDraft('plants'), name: 'daily' };

test('what is left empty is the data set’s own source, and no end', () => {
  expect(requestOf(draft, target)).toEqual({
    ok: true,
    name: 'daily',
    request: {
      dataset: 'plants',
      mode: 'full',
      source: null,
      cron: '0 2 * * *',
      every_minutes: null,
      time_zone: 'Asia/Taipei',
      repeats: null,
      enabled: true,
    },
  });
});

test.each(['0', '1441', '1.5', 'two', ''])('%s is no number of minutes', (minutes) => {
  expect(requestOf({ ...draft, kind: 'every', minutes }, target)).toEqual({ ok: false, wrong: ['minutes'] });
});

test('every field that cannot be is named at once', () => {
  expect(requestOf({ ...draft, name: 'Täglich', kind: 'every', minutes: '', repeats: '-1' }, target)).toEqual(
    {
      ok: false,
      wrong: ['name', 'minutes', 'repeats'],
    },
  );
});

test('the usual drafts fill in a name’s worth of settings', () => {
  const usual = { ...draft, ...USUAL_DRAFTS['dry-run-per-min'] };
  expect(timingOf(usual)).toMatchObject({ cron: null, every_minutes: 1 });
  expect(requestOf(usual, target)).toMatchObject({ ok: true, request: { mode: 'dry-run', repeats: 5 } });
});

test('a schedule that is changed keeps what is not touched', () => {
  const schedule: Schedule = {
    name: 'often',
    dataset: 'plants',
    mode: 'dry-run',
    source: 'https://host/file.csv',
    cron: null,
    every_minutes: 15,
    time_zone: 'Europe/Berlin',
    repeats: 8,
    enabled: false,
    ticks: 3,
    ended: false,
    next_at: null,
    last_run: null,
    created_at: '2026-11-21T02:00:00Z',
    updated_at: '2026-11-21T02:00:00Z',
  };
  expect(requestOf(draftOf(schedule), target)).toEqual({
    ok: true,
    name: 'often',
    request: {
      ...{ dataset: 'plants', mode: 'dry-run', source: 'https://host/file.csv' },
      ...{ cron: null, every_minutes: 15, time_zone: 'Europe/Berlin', repeats: 8, enabled: false },
    },
  });
});

test('a data set without a source of its own must be told which file', () => {
  expect(requestOf(draft, { source: null })).toEqual({ ok: false, wrong: ['source'] });
  expect(requestOf({ ...draft, source: '/data/a.csv' }, { source: null }).ok).toBe(true);
});
