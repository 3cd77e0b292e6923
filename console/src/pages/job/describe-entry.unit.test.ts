import type { TimelineEntry } from '@regpipe/contracts';
import { termsFor } from '@regpipe/terms';
import { expect, test } from 'vitest';

import { createFormats } from '../../i18n/format.ts';
import { describeEntry } from './describe-entry.ts';
import { jobPageEn } from './texts.en.ts';

function described(type: string, data: TimelineEntry['data']): string {
  const entry = { at: '2026-05-09T05:00:00.000Z', attempt: 1, type, data };
  const { text, facts, foreign } = describeEntry(
    entry,
    jobPageEn.timeline,
    termsFor('en'),
    createFormats('en'),
  );
  return [text, ...facts, ...(foreign === undefined ? [] : [`"${foreign}"`])].join(' | ');
}

test('a change of state is told with its code and message', () => {
  const data = { from: 'running', to: 'failed', code: 'SOURCE_STALLED', message: 'Silence.' };
  expect(described('status', data)).toBe('State: failed | SOURCE_STALLED | "Silence."');
  expect(described('status', { from: null, to: 'queued', code: null, message: null })).toBe('State: queued');
});

test.each([
  [
    'source.opened',
    { etag: '"x"', bytes: 2048, source_stamp: '2026-05-09' },
    'The source is open | of 9 May 2026 | 2 KiB',
  ],
  [
    'fetch.completed',
    { chunks: 98, records: 300_000, bytes: 1024 },
    'The whole source is read | 98 chunks | 300,000 records | 1 KiB',
  ],
  [
    'chunk.dead',
    { stage: 'loader', chunk: 3, part: 0, first_line: 1501, records: 500, reason: 'deadlock' },
    'A chunk failed every delivery | chunk 3, from line 1,501 | 500 records | "deadlock"',
  ],
  ['publication.progressed', { step: 'swap' }, 'Publishing | making it live'],
  ['publication.completed', { version: 7 }, 'The publication is done | version 7'],
  ['publication.rolled-back', { to: 5 }, 'Its version was rolled back | to version 5'],
  ['discarded', {}, 'What it had loaded was given up for a newer job'],
])('%s', (type, data, expected) => {
  expect(described(type, data)).toBe(expected);
});

test('what a newer regpipe notes shows by its name', () => {
  expect(described('chunk.polished', {})).toBe('chunk.polished');
});
