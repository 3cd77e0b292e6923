import { expect, test } from 'vitest';

import { type JobDraft, requestOf } from './job-draft.ts';

const empty: JobDraft = {
  dataset: 'plants',
  mode: 'full',
  source: '',
  limit: '',
  chunkSize: '',
  force: false,
  accept: false,
};

/** Of a data set that has a source of its own. */
const target = { source: 'https://example.test/plants.csv' };

test('what is empty is left out', () => {
  expect(requestOf(empty, target)).toEqual({ ok: true, request: { dataset: 'plants', mode: 'full' } });
});

test('what is filled in is sent as it is meant', () => {
  const draft: JobDraft = {
    ...empty,
    mode: 'dry-run',
    source: ' /data/a.csv ',
    limit: ' 100',
    chunkSize: '5',
    force: true,
  };
  expect(requestOf(draft, target)).toEqual({
    ok: true,
    request: {
      dataset: 'plants',
      mode: 'dry-run',
      source: '/data/a.csv',
      limit: 100,
      chunkSize: 5,
      force: true,
    },
  });
});

test.each(['0', '-1', '1.5', '1e3', 'many', '１０', '99999999999'])('%s is no count', (limit) => {
  expect(requestOf({ ...empty, limit, chunkSize: limit }, target)).toEqual({
    ok: false,
    notCounts: ['limit', 'chunkSize'],
    isSourceMissing: false,
  });
});

test('a data set without a source of its own must be told which file', () => {
  const refused = { ok: false, notCounts: [], isSourceMissing: true };
  expect(requestOf({ ...empty, source: ' ' }, { source: null })).toEqual(refused);
  expect(requestOf({ ...empty, source: '/data/a.csv' }, { source: null }).ok).toBe(true);
});
