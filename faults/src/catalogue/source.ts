import { gzipSync } from 'node:zlib';

import { zipOf } from '@regpipe/stack';

import type { Bout } from '../bout.ts';
import { type Fault, FaultError, type Strike } from '../fault.ts';
import type { Answer } from '../lab/lab-source.ts';
import { declare, resetAfter, stallAfter, status, webPage } from './source-answers.ts';
import * as files from './source-files.ts';

const SOME_BYTES = 100_000;
/** More than there are tries. */
const EVER = 1_000;

export const sourceFaults: readonly Fault[] = [
  {
    id: 'source-refuses',
    group: 'source',
    fault: 'answers 404, 403 or 410',
    expected: 'SOURCE_REFUSED at once; the live version stays',
    test: 'services/fetcher/src/source/http-retry.int.test.ts',
    strikes: [404, 403, 410].map((code) => refused(status(code), 'SOURCE_REFUSED')),
  },
  {
    id: 'source-busy',
    group: 'source',
    fault: 'answers 429 with Retry-After, then properly',
    expected: 'Waits as long as it is asked to, and goes on',
    test: 'services/fetcher/src/source/http-retry.int.test.ts',
    strikes: [passing(1, status(429, { 'retry-after': '1' }))],
  },
  {
    id: 'source-5xx-storm',
    group: 'source',
    fault: 'answers 500, 502, 503 and 504: three times, and for ever',
    expected: 'Tried again; for ever: SOURCE_REFUSED, and resume when it answers again',
    test: 'services/fetcher/src/source/http-retry.int.test.ts',
    strikes: [passing(3, status(503)), resumed(status(500)), resumed(status(502)), resumed(status(504))],
    inShort: 2,
  },
  {
    id: 'source-reset',
    group: 'source',
    fault: 'resets the connection at byte N: twice, and for ever',
    expected: 'Goes on at the byte reached; for ever: SOURCE_UNREACHABLE or SOURCE_TRUNCATED, and resume',
    test: 'services/fetcher/src/source/http-resume.int.test.ts',
    strikes: [passing(2, resetAfter(SOME_BYTES)), passing(1, resetAfter(0)), resumed(resetAfter(SOME_BYTES))],
    inShort: 1,
  },
  {
    id: 'source-stalls',
    group: 'source',
    fault: 'stops sending in the middle of the body: once, and for ever',
    expected: 'After the silence allowed it is asked again; for ever: SOURCE_STALLED, and resume',
    test: 'services/fetcher/src/source/http-resume.int.test.ts',
    strikes: [passing(1, stallAfter(SOME_BYTES)), resumed(stallAfter(SOME_BYTES))],
  },
  {
    id: 'source-wrong-length',
    group: 'source',
    fault: 'is shorter than declared',
    expected: 'SOURCE_TRUNCATED; nothing is published',
    test: 'services/fetcher/src/source/http-resume.int.test.ts',
    strikes: [refused(declare(1_000), 'SOURCE_TRUNCATED', 'SOURCE_CHANGED')],
  },
  {
    id: 'source-longer',
    group: 'source',
    fault: 'is longer than declared',
    expected: 'SOURCE_TRUNCATED or no connection that can be trusted; nothing is published',
    test: 'services/fetcher/src/source/http-resume.int.test.ts',
    strikes: [refused(declare(-1_000), 'SOURCE_TRUNCATED', 'SOURCE_UNREACHABLE', 'SOURCE_READ_FAILED')],
  },
  {
    id: 'source-web-page',
    group: 'source',
    fault: 'shows a web page with status 200',
    expected: 'SOURCE_REFUSED',
    test: 'e2e/refusals.e2e.test.ts',
    strikes: [refused(webPage, 'SOURCE_REFUSED')],
  },
  {
    id: 'source-zip',
    group: 'source',
    fault: 'a ZIP that is truncated, has a wrong CRC, damaged data, two members, or is encrypted',
    expected: 'ZIP_INVALID (truncated also SOURCE_TRUNCATED), naming what is wrong; nothing is published',
    test: 'services/fetcher/src/source/archive-faults.int.test.ts',
    strikes: [
      wrongFile((bytes) => zipOf(bytes, { declaredCrc: 1 }), 'ZIP_INVALID'),
      wrongFile((bytes) => files.truncated(zipOf(bytes)), 'ZIP_INVALID', 'SOURCE_TRUNCATED'),
      wrongFile((bytes) => files.damaged(zipOf(bytes)), 'ZIP_INVALID'),
      wrongFile((bytes) => zipOf(bytes, { members: 2 }), 'ZIP_INVALID'),
      wrongFile((bytes) => zipOf(bytes, { encrypted: true }), 'ZIP_INVALID'),
    ],
    inShort: 1,
  },
  {
    id: 'source-gzip',
    group: 'source',
    fault: 'a gzip file that is truncated, has a wrong CRC or damaged data',
    expected: 'GZIP_INVALID; nothing is published',
    test: 'services/fetcher/src/source/gzip-source.int.test.ts',
    strikes: [
      wrongFile((bytes) => files.wrongGzipCrc(bytes), 'GZIP_INVALID'),
      wrongFile((bytes) => files.truncated(gzipSync(bytes)), 'GZIP_INVALID'),
      wrongFile((bytes) => files.damaged(gzipSync(bytes)), 'GZIP_INVALID'),
    ],
  },
  {
    id: 'source-bomb',
    group: 'source',
    fault: 'a ZIP that inflates to a thousand times its size, or a source beyond the size allowed',
    expected: 'ZIP_INVALID, or SOURCE_TOO_LARGE, before it fills anything',
    test: 'services/fetcher/src/source/size-limit.int.test.ts',
    strikes: [wrongFile(() => files.bomb(), 'ZIP_INVALID')],
  },
  {
    id: 'source-header',
    group: 'source',
    fault: 'a header with a renamed, missing, extra or repeated column',
    expected: 'HEADER_MISMATCH naming every one, before a record is read',
    test: 'services/fetcher/src/fetch-faults.int.test.ts',
    strikes: [
      wrongHeader((names) => names.with(1, 'ban')),
      wrongHeader((names) => names.toSpliced(1, 1)),
      wrongHeader((names) => [...names, '備註']),
      wrongHeader((names) => names.with(0, names[1] ?? '')),
    ],
  },
  {
    id: 'source-reordered',
    group: 'source',
    fault: 'a header with its columns in another order',
    expected: 'Read as well: columns are bound by name',
    test: 'e2e/source-variants.e2e.test.ts',
    strikes: [reordered],
  },
  {
    id: 'source-replaced',
    group: 'source',
    fault: 'replaced between fetch and resume, and in the middle of a fetch',
    expected: 'SOURCE_CHANGED: nothing is mixed; a new job loads the new file',
    test: 'e2e/resume.e2e.test.ts',
    strikes: [replacedBeforeResume, replacedInTheMiddle],
    inShort: 1,
  },
  {
    id: 'source-encoding',
    group: 'source',
    fault: 'in Big5, or in UTF-16',
    expected: 'SOURCE_ENCODING names the encoding',
    test: 'services/fetcher/src/name-encoding.unit.test.ts',
    strikes: [
      wrongFile(() => files.inBig5(), 'SOURCE_ENCODING'),
      wrongFile((bytes) => files.inUtf16(bytes), 'SOURCE_ENCODING'),
    ],
  },
  {
    id: 'source-empty',
    group: 'source',
    fault: 'empty, or a header and nothing else',
    expected: 'SOURCE_EMPTY: readers keep what they have',
    test: 'e2e/refusals.e2e.test.ts',
    strikes: [
      wrongFile(() => Buffer.alloc(0), 'SOURCE_EMPTY'),
      wrongFile(() => files.headerOnly(), 'SOURCE_EMPTY'),
    ],
  },
  {
    id: 'source-shrunk',
    group: 'source',
    fault: '15 % of the records gone since the last publication',
    expected: 'GUARD_ROWS_GONE before publishing; readers keep the old version',
    test: 'e2e/guards.e2e.test.ts',
    strikes: [wrongFile((bytes) => files.withoutRecords(bytes, 0.15), 'GUARD_ROWS_GONE')],
  },
  {
    id: 'source-bad-records',
    group: 'source',
    fault: '6 % of the records bad',
    expected: 'GUARD_REJECTED before publishing; readers keep the old version',
    test: 'e2e/guards.e2e.test.ts',
    strikes: [wrongFile((bytes) => files.withBadRecords(bytes, 1 / 16), 'GUARD_REJECTED')],
  },
];

/** A fault that passes by itself: the job goes on as if nothing had been. */
function passing(times: number, answer: Answer): Strike {
  return async (bout) => {
    bout.lab.source.answerNext(times, answer);
    bout.mark();
    return bout.published(await bout.start());
  };
}

/** A fault that stays until the job has failed; then the operator resumes it. */
function resumed(answer: Answer): Strike {
  return async (bout) => {
    const { source } = bout.lab;
    source.answerNext(EVER, answer);
    bout.mark();
    const job = await bout.start();
    const failed = await bout.reach(job.id, 'failed');
    source.answerNext(0, answer);
    await bout.request('POST', `/api/jobs/${job.id}/resume`);
    return `${failed.error_code ?? ''}, then ${await bout.published(job)}`;
  };
}

/** A fault that fails the job; the next one shows that nothing is left of it. */
function refused(answer: Answer, ...codes: readonly string[]): Strike {
  return async (bout) => {
    const { source } = bout.lab;
    source.answerNext(EVER, answer);
    bout.mark();
    const code = await bout.failed(await bout.start(), ...codes);
    source.answerNext(0, answer);
    return `${code}, the next job ${await bout.published(await bout.start())}`;
  };
}

function wrongFile(make: (bytes: Buffer) => Buffer, ...codes: readonly string[]): Strike {
  return async (bout) => {
    const { lab, next } = bout;
    lab.source.serve({ bytes: make(next.bytes), etag: '"wrong"' });
    bout.mark();
    const code = await bout.failed(await bout.start(), ...codes);
    lab.source.serve({ bytes: next.bytes, etag: `"${next.name}"` });
    return `${code}, the next job ${await bout.published(await bout.start())}`;
  };
}

function wrongHeader(change: (names: readonly string[]) => readonly string[]): Strike {
  return wrongFile((bytes) => files.withHeader(bytes, change), 'HEADER_MISMATCH');
}

const PLAIN_RECORDS = 300;

async function reordered(bout: Bout): Promise<string> {
  bout.lab.source.serve({ bytes: files.reordered(PLAIN_RECORDS), etag: '"reordered"' });
  bout.mark();
  // A dry run: readers are to keep what they have. Accepted: it is far smaller than what is live.
  const job = await bout.start({ mode: 'dry-run', accept: true });
  const ended = await bout.reach(job.id, 'success', 'failed', 'partial', 'interrupted');
  if (ended.status !== 'success' || ended.records_processed !== PLAIN_RECORDS) {
    throw new FaultError(`${ended.records_processed} of ${PLAIN_RECORDS} records read: ${ended.status}`);
  }
  bout.recovered();
  return 'every record read';
}

/** The job fails in its middle; then its file is another one. */
async function replacedBeforeResume(bout: Bout): Promise<string> {
  const { source } = bout.lab;
  source.answerNext(EVER, resetAfter(SOME_BYTES));
  const job = await bout.start();
  await bout.reach(job.id, 'failed');
  bout.mark();
  source.serve({ bytes: bout.next.bytes, etag: '"replaced"' });
  await bout.request('POST', `/api/jobs/${job.id}/resume`);
  const code = await bout.failed(job, 'SOURCE_CHANGED');
  return `${code}, the next job ${await bout.published(await bout.start())}`;
}

async function replacedInTheMiddle(bout: Bout): Promise<string> {
  const { source } = bout.lab;
  source.answerNext(1, resetAfter(SOME_BYTES));
  const before = source.requests();
  const job = await bout.start();
  await bout.wait(() => Promise.resolve(source.requests() > before), 'the first request');
  bout.mark();
  source.serve({ bytes: bout.next.bytes, etag: '"replaced"' });
  const ended = await bout.reach(job.id, 'success', 'failed');
  if (ended.status === 'success') return bout.published(job);
  const code = await bout.failed(job, 'SOURCE_CHANGED');
  return `${code}, the next job ${await bout.published(await bout.start())}`;
}
