import {
  appendFile,
  mkdtemp,
  readdir,
  readlink,
  rename,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { directoryStore } from '@regpipe/object-store';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';

import { buildZip, csvMember } from './testing/build-zip.ts';
import {
  failureOf,
  FROM_START,
  openForTest,
  policyOf,
  readAll,
  readSource,
  sampleCsv,
  testOptions,
} from './testing/read-source.ts';

const csv = sampleCsv(1_000_000);
let path = '';

beforeEach(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'regpipe-source-'));
  path = join(directory, 'data.csv');
  await writeFile(path, csv);
  return () => rm(directory, { recursive: true });
});

/** Whether this process holds the file open; false where the system does not tell. */
async function isHeldOpen(): Promise<boolean> {
  const descriptors = await readdir('/proc/self/fd').catch(() => []);
  const open = await Promise.all(descriptors.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  return open.includes(path);
}

/** Checks it after the test has closed its sources. */
function expectClosed(): void {
  onTestFinished(async () => expect(await isHeldOpen()).toBe(false));
}

describe('a local file', () => {
  test('is read by its path and by its address, whole', async () => {
    expectClosed();
    expect((await readSource(path)).equals(csv)).toBe(true);
    expect((await readSource(pathToFileURL(path).href)).equals(csv)).toBe(true);
  });

  test('is identified by its size and modification time', async () => {
    await utimes(path, 1_700_000_000, 1_700_000_000);
    const source = await openForTest(path);
    expect(source).toMatchObject({
      identity: { etag: null, lastModified: '2023-11-14T22:13:20.000Z', contentLength: csv.length },
      compressed: false,
      startsAt: 0,
    });
    await readAll(source.bytes);
    expect(source.bytesRead()).toBe(csv.length);
  });

  test.each([600_000, csv.length])('is read from byte %i on when a job is resumed', async (offset) => {
    expectClosed();
    const { identity } = await openForTest(path);
    const source = await openForTest(path, { offset, identity });
    expect(source.startsAt).toBe(offset);
    expect((await readAll(source.bytes)).equals(csv.subarray(offset))).toBe(true);
  });

  test('that was written since is SOURCE_CHANGED', async () => {
    const { identity } = await openForTest(path);
    await appendFile(path, 'more');
    const failure = await failureOf(openForTest(path, { offset: 600_000, identity }));
    expect(failure).toMatchObject({ name: 'TerminalError', code: 'SOURCE_CHANGED' });
    expect(failure.message).toContain('length 1000000 → 1000004');
  });

  test('that is a ZIP is inflated, and a resumed job gets it from 0', async () => {
    await writeFile(path, buildZip([csvMember(csv)]));
    const { identity } = await openForTest(path);
    const source = await openForTest(path, { offset: 5, identity });
    expect(source).toMatchObject({ startsAt: 0, compressed: true });
    expect((await readAll(source.bytes)).equals(csv)).toBe(true);
    expect(source.bytesRead()).toBe(identity.contentLength);
  });

  test('that was dropped is known by what the directory has for an ETag', async () => {
    const options = testOptions({ policy: policyOf({ REGPIPE_DROP_DIRECTORY: dirname(path) }) });
    const { etag } = (await directoryStore({ directory: dirname(path), settleMs: 0 }).head(
      'data.csv',
      options.signal,
    )) ?? { etag: '' };
    const { identity } = await openForTest(path, FROM_START, options);
    expect(identity).toMatchObject({ etag, contentLength: csv.length });
    // Of the same size and time.
    const { mtime } = await stat(path);
    await writeFile(`${path}.new`, csv);
    await utimes(`${path}.new`, mtime, mtime);
    await rename(`${path}.new`, path);
    const failure = await failureOf(openForTest(path, { offset: 600_000, identity }, options));
    expect(failure).toMatchObject({ code: 'SOURCE_CHANGED' });
  });

  test('that is missing is SOURCE_NOT_FOUND', async () => {
    const failure = await failureOf(openForTest(`${path}.gone`));
    expect(failure).toMatchObject({ name: 'TerminalError', code: 'SOURCE_NOT_FOUND' });
    expect(failure.message).toContain(`${path}.gone`);
  });

  test('that is a directory is SOURCE_NOT_FOUND and called one', async () => {
    const failure = await failureOf(openForTest(tmpdir()));
    expect(failure).toMatchObject({ code: 'SOURCE_NOT_FOUND' });
    expect(failure.message).toContain('is a directory');
  });

  test('that is empty is SOURCE_EMPTY', async () => {
    expectClosed();
    await writeFile(path, '');
    expect(await failureOf(openForTest(path))).toMatchObject({ code: 'SOURCE_EMPTY' });
  });

  test.each([
    ['shrinks', () => truncate(path, 400_000), 'SOURCE_TRUNCATED'],
    ['grows', () => appendFile(path, 'more'), 'SOURCE_TRUNCATED'],
    ['is touched', () => utimes(path, 1, 1), 'SOURCE_CHANGED'],
  ])('that %s while it is read is noticed', async (_how, disturb, code) => {
    expectClosed();
    const source = await openForTest(path);
    await disturb();
    expect(await failureOf(readAll(source.bytes))).toMatchObject({ name: 'TerminalError', code });
  });

  test('is closed by leaving the loop early', async () => {
    expectClosed();
    const source = await openForTest(path);
    for await (const piece of source.bytes) {
      expect(piece.length).toBeLessThan(csv.length);
      break;
    }
  });

  test('is closed by an abort while nobody reads, and a reader gets its reason', async () => {
    const abort = new AbortController();
    const source = await openForTest(path, FROM_START, testOptions({ signal: abort.signal }));
    abort.abort(new Error('cancelled'));
    await vi.waitFor(async () => expect(await isHeldOpen()).toBe(false), { timeout: 2000, interval: 5 });
    await expect(readAll(source.bytes)).rejects.toThrow('cancelled');
  });
});

test.each(['ftp://example.com/a.csv', 's3://bucket', 'http://', 'file://elsewhere/a.csv'])(
  'the address %s is REQUEST_INVALID',
  async (location) => {
    expect(await failureOf(openForTest(location))).toMatchObject({ code: 'REQUEST_INVALID' });
  },
);
