import { type Bus, publish } from '@regpipe/bus';
import { type Headers, subjects } from '@regpipe/contracts';

import { DATASET } from './expected-tables.ts';

const signal = new AbortController().signal;

/** Puts on every stream what no service of ours would write. */
export async function putUnreadableMessages(bus: Bus, jobId: number): Promise<void> {
  const foreign: readonly [subject: string, data: string, headers: Headers][] = [
    [subjects.chunk('raw', DATASET, jobId), 'no headers', {}],
    [subjects.chunk('raw', DATASET, jobId), 'bad headers', { 'Regpipe-Chunk': '{' }],
    [subjects.chunk('clean', DATASET, jobId), 'no headers', {}],
    [subjects.chunk('clean', DATASET, jobId), 'foreign', { 'Regpipe-Chunk': '{"jobId":1e99}' }],
    [subjects.chunk('clean', 'no-such-dataset', 0), '', {}],
    [subjects.event(DATASET, jobId, 'chunks.loaded'), 'no JSON', {}],
    [subjects.event(DATASET, 0, 'job.failed'), '{"type":"job.failed"}', {}],
    [subjects.job('fetch', DATASET), 'no JSON', {}],
    [subjects.job('publish', DATASET), '{"type":"publish","jobId":"x"}', {}],
    [
      subjects.job('index', 'no-such-dataset'),
      '{"type":"index","version":1,"dataset":"no-such-dataset"}',
      {},
    ],
  ];
  for (const [index, [subject, text, headers]] of foreign.entries()) {
    const id = `foreign.${jobId}.${index}`;
    await publish(bus, subject, Buffer.from(text), { id, headers, signal });
  }
}
