import { gzipSync } from 'node:zlib';

import { s3Store, type S3Store } from '@regpipe/object-store';
import { testS3, type TestS3 } from '@regpipe/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startCuttingProxy } from './testing/cutting-proxy.ts';
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

const KEY = 'incoming/使用者 stats+1.csv';
const SOURCE = `s3://stats/${KEY}`;
const csv = sampleCsv(1_000_000).toString('utf8');
const bytes = Buffer.from(csv);
const signal = new AbortController().signal;
const policy = policyOf({ REGPIPE_S3_BUCKETS: 'stats,none' });

let s3: TestS3;
let store: S3Store;
beforeAll(async () => {
  s3 = await testS3(['stats', 'private']);
  store = s3Store({ ...s3.settings, bucket: 'stats' });
});
afterAll(async () => {
  store.close();
  await s3.close();
});

/** Options for the server, or for what stands before it. */
function options(endpoint = s3.endpoint, more: Parameters<typeof testOptions>[0] = {}) {
  return testOptions({ policy, s3: { ...s3.settings, endpoint }, ...more });
}

async function put(body = csv): Promise<string> {
  await store.put(KEY, body, 'text/csv', signal);
  return (await store.head(KEY, signal))?.etag ?? '';
}

describe('an object of a bucket', () => {
  test('is read whole, and known by the ETag that its drop has', async () => {
    const etag = await put();
    const source = await openForTest(SOURCE, FROM_START, options());
    expect(source).toMatchObject({ identity: { etag, contentLength: bytes.length }, startsAt: 0 });
    expect((await readAll(source.bytes)).equals(bytes)).toBe(true);
    expect(source.bytesRead()).toBe(bytes.length);
  });

  test.each([600_001, bytes.length])('is read from byte %i on when a job is resumed', async (offset) => {
    await put();
    const { identity } = await openForTest(SOURCE, FROM_START, options());
    const proxy = await startCuttingProxy(s3.endpoint, () => undefined);
    const source = await openForTest(SOURCE, { offset, identity }, options(proxy.address));
    expect(source.startsAt).toBe(offset);
    expect((await readAll(source.bytes)).equals(bytes.subarray(offset))).toBe(true);
    expect(proxy.ranges).toEqual(['0-3', `${Math.min(offset, bytes.length - 1)}-`]);
  });

  test('that is packed is unpacked, and a resumed job gets it from 0', async () => {
    const file = gzipSync(bytes);
    const put = await fetch(`${s3.endpoint}/stats/a.csv.gz`, { method: 'PUT', body: file });
    expect(put.status).toBe(200);
    const { identity } = await openForTest('s3://stats/a.csv.gz', FROM_START, options());
    const source = await openForTest('s3://stats/a.csv.gz', { offset: 5, identity }, options());
    expect(source).toMatchObject({ startsAt: 0, compressed: true });
    expect((await readAll(source.bytes)).equals(bytes)).toBe(true);
  });

  test('over a connection that is cut again and again comes out byte-identical', async () => {
    await put();
    const proxy = await startCuttingProxy(s3.endpoint, () => ({ afterBytes: 300_000 }));
    expect((await readSource(SOURCE, FROM_START, options(proxy.address))).equals(bytes)).toBe(true);
    expect(proxy.ranges[0]).toBe('');
    expect(proxy.ranges.length).toBeGreaterThan(2);
    expect(proxy.ranges.slice(1).every((range) => /^[1-9]\d*-$/.test(range))).toBe(true);
  });

  test('that stops coming is asked for again from the byte reached', async () => {
    await put();
    const proxy = await startCuttingProxy(s3.endpoint, (nth) =>
      nth === 1 ? { afterBytes: 300_000, stalls: true } : undefined,
    );
    const read = readSource(SOURCE, FROM_START, options(proxy.address, { timeoutMs: 200 }));
    expect((await read).equals(bytes)).toBe(true);
    expect(proxy.ranges).toHaveLength(2);
  });

  test('whose server goes away in the middle is STORE_UNAVAILABLE', async () => {
    await put();
    const proxy = await startCuttingProxy(s3.endpoint, (nth) => ({ afterBytes: nth === 1 ? 300_000 : 0 }));
    const failure = await failureOf(readSource(SOURCE, FROM_START, options(proxy.address)));
    expect(failure).toMatchObject({ name: 'TerminalError', code: 'STORE_UNAVAILABLE' });
    expect(proxy.ranges).toHaveLength(4);
  });

  test('that is replaced while it is read is SOURCE_CHANGED, and nothing of the new one is read', async () => {
    await put();
    const proxy = await startCuttingProxy(s3.endpoint, (nth) =>
      nth === 1 ? { afterBytes: 300_000 } : undefined,
    );
    const source = await openForTest(SOURCE, FROM_START, options(proxy.address));
    await put(csv.replaceAll('1', '2'));
    expect(await failureOf(readAll(source.bytes))).toMatchObject({
      name: 'TerminalError',
      code: 'SOURCE_CHANGED',
    });
  });

  test('that was replaced since is SOURCE_CHANGED for a resumed job', async () => {
    await put();
    const { identity } = await openForTest(SOURCE, FROM_START, options());
    await put('a,b\n');
    for (const offset of [0, 600_000]) {
      const failure = await failureOf(openForTest(SOURCE, { offset, identity }, options()));
      expect(failure).toMatchObject({ name: 'TerminalError', code: 'SOURCE_CHANGED' });
    }
  });

  test('throws the reason of an abort, and drops its connection', async () => {
    await put();
    const stop = new AbortController();
    const proxy = await startCuttingProxy(s3.endpoint, () => ({ afterBytes: 300_000, stalls: true }));
    const source = await openForTest(SOURCE, FROM_START, options(proxy.address, { signal: stop.signal }));
    const reading = (async () => {
      for await (const _piece of source.bytes) setImmediate(() => stop.abort(new Error('cancelled')));
    })();
    await expect(reading).rejects.toThrow('cancelled');
  });
});

test.each([
  ['s3://stats/incoming/none.csv', 'SOURCE_NOT_FOUND'],
  ['s3://none/incoming/a.csv', 'STORE_FORBIDDEN'],
  ['s3://private/a.csv', 'SOURCE_FORBIDDEN'],
])('%s is %s', async (location, code) => {
  expect(await failureOf(openForTest(location, FROM_START, options()))).toMatchObject({
    name: 'TerminalError',
    code,
  });
});

test('a server that is away is STORE_UNAVAILABLE, after all its retries', async () => {
  const away = await testS3();
  await away.close();
  const failure = await failureOf(openForTest(SOURCE, FROM_START, options(away.endpoint)));
  expect(failure).toMatchObject({
    name: 'TerminalError',
    code: 'STORE_UNAVAILABLE',
    fields: { attempts: 4 },
  });
});
