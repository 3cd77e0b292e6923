import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { testS3, type TestS3 } from '@regpipe/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { listAll } from '../testing/list-all.ts';
import { startRefusingProxy } from '../testing/refusing-proxy.ts';
import { describeStore } from '../testing/store-behaviour.ts';
import { createS3Client } from './s3-client.ts';
import { s3Store } from './s3-store.ts';

const signal = new AbortController().signal;

describeStore('a bucket', async () => {
  const s3 = await testS3(['stats']);
  const store = s3Store({ ...s3.settings, bucket: 'stats', pageSize: 3 });
  const client = createS3Client(s3.settings);
  return {
    store,
    drop: async (key, body) => {
      await client.send(new PutObjectCommand({ Bucket: 'stats', Key: key, Body: body }));
    },
    read: async (key) => {
      const answer = await client
        .send(new GetObjectCommand({ Bucket: 'stats', Key: key }))
        .catch(() => undefined);
      return answer?.Body?.transformToString();
    },
    close: async () => {
      store.close();
      client.destroy();
      await s3.close();
    },
  };
});

describe('a bucket of S3', () => {
  let s3: TestS3;
  beforeAll(async () => {
    s3 = await testS3(['stats']);
  });
  afterAll(() => s3.close());

  test('a moved object keeps its type and what its owner wrote about it', async () => {
    const store = s3Store({ ...s3.settings, bucket: 'stats' });
    const client = createS3Client(s3.settings);
    const about = { ContentType: 'text/csv', Metadata: { sender: 'app-1' } };
    await client.send(new PutObjectCommand({ Bucket: 'stats', Key: 'incoming/a.csv', Body: 'a', ...about }));
    const { etag } = (await store.head('incoming/a.csv', signal)) ?? { etag: '' };
    await store.move('incoming/a.csv', etag, 'processed/a.csv', signal);
    const moved = await client.send(new GetObjectCommand({ Bucket: 'stats', Key: 'processed/a.csv' }));
    expect(moved).toMatchObject({ ContentType: 'text/csv', Metadata: { sender: 'app-1' } });
    await moved.Body?.transformToString();
    store.close();
    client.destroy();
  });

  test('a move that was killed after the copy is finished by the next one', async () => {
    const store = s3Store({ ...s3.settings, bucket: 'stats' });
    for (const _life of [1, 2]) {
      // The second time its copy is there already.
      await store.put('incoming/killed.csv', 'the same', 'text/csv', signal);
      const { etag } = (await store.head('incoming/killed.csv', signal)) ?? { etag: '' };
      expect(await store.move('incoming/killed.csv', etag, 'processed/killed.csv', signal)).toBe('moved');
      expect(await store.head('incoming/killed.csv', signal)).toBeUndefined();
    }
    store.close();
  });

  describe('asks for the copy and the deletion under conditions', () => {
    /** Moves an object past a server that answers them so. */
    async function moveAgainst(status: number) {
      const asked: string[] = [];
      const endpoint = await startRefusingProxy(s3.endpoint, ({ method = '', headers }) => {
        const conditions = ['if-match', 'if-none-match', 'x-amz-copy-source-if-match'];
        const set = conditions.filter((name) => headers[name] !== undefined);
        if (method !== 'HEAD') asked.push([method, ...set].join(' '));
        return headers['if-match'] !== undefined || headers['if-none-match'] !== undefined
          ? status
          : undefined;
      });
      const store = s3Store({ ...s3.settings, endpoint, bucket: 'stats' });
      const key = `incoming/${status}.csv`;
      await store.put(key, String(status), 'text/csv', signal);
      const { etag } = (await store.head(key, signal)) ?? { etag: '' };
      asked.length = 0;
      const outcome = await store
        .move(key, etag, `processed/${status}.csv`, signal)
        .catch((error: unknown) => error);
      store.close();
      return { outcome, asked };
    }

    test('a server that does not know them moves it without', async () => {
      expect(await moveAgainst(501)).toEqual({
        outcome: 'moved',
        asked: [
          ...['PUT if-none-match x-amz-copy-source-if-match', 'PUT x-amz-copy-source-if-match'],
          ...['DELETE if-match', 'DELETE'],
        ],
      });
    });

    test('one that says that they are never met is not asked for ever', async () => {
      const { outcome, asked } = await moveAgainst(412);
      expect(outcome).toMatchObject({ name: 'RetryableError', code: 'STORE_UNAVAILABLE' });
      expect(asked).toHaveLength(3);
    });

    test('one that is in trouble is STORE_UNAVAILABLE, one that forbids it is STORE_FORBIDDEN', async () => {
      expect((await moveAgainst(503)).outcome).toMatchObject({ code: 'STORE_UNAVAILABLE' });
      const { outcome, asked } = await moveAgainst(403);
      expect(outcome).toMatchObject({ name: 'TerminalError', code: 'STORE_FORBIDDEN' });
      expect(asked).toHaveLength(1);
    });
  });

  test('that does not exist is STORE_FORBIDDEN and says so', async () => {
    const store = s3Store({ ...s3.settings, bucket: 'none' });
    const failure = { name: 'TerminalError', code: 'STORE_FORBIDDEN' };
    await expect(store.check(signal)).rejects.toMatchObject(failure);
    await expect(listAll(store, 'incoming/', signal)).rejects.toMatchObject(failure);
    await expect(store.check(signal)).rejects.toThrow('there is no bucket none');
    store.close();
  });

  test('that cannot be reached is STORE_UNAVAILABLE', async () => {
    const away = await testS3();
    await away.close();
    const store = s3Store({ ...away.settings, bucket: 'stats' });
    await expect(store.check(signal)).rejects.toMatchObject({
      name: 'RetryableError',
      code: 'STORE_UNAVAILABLE',
    });
    store.close();
  });

  test('a folder that a console made to be seen is no file', async () => {
    const store = s3Store({ ...s3.settings, bucket: 'stats' });
    await store.put('incoming/empty/', '', 'application/x-directory', signal);
    expect(await listAll(store, 'incoming/empty/', signal)).toEqual([]);
    store.close();
  });
});
