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

test('what is empty is left out', () => {
  expect(requestOf(empty)).toEqual({ ok: true, request: { dataset: 'plants', mode: 'full' } });
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
  expect(requestOf(draft)).toEqual({
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
  expect(requestOf({ ...empty, limit, chunkSize: limit })).toEqual({
    ok: false,
    notCounts: ['limit', 'chunkSize'],
  });
});
