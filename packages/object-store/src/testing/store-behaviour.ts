import { TerminalError } from '@regpipe/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { ObjectStore, StoredObject } from '../object-store.ts';
import { listAll } from './list-all.ts';

/** A store under test, and the place itself as others see it. */
export interface TestedStore {
  readonly store: ObjectStore;
  /** Puts a file there as somebody else would. */
  drop(key: string, body: string): Promise<void>;
  /** Undefined where there is none. */
  read(key: string): Promise<string | undefined>;
  close(): Promise<void>;
}

const signal = new AbortController().signal;

/** What every kind of store promises. */
export function describeStore(name: string, open: () => Promise<TestedStore>): void {
  describe(name, () => {
    let tested: TestedStore;
    let store: ObjectStore;
    let nth = 0;

    beforeAll(async () => {
      tested = await open();
      ({ store } = tested);
    });
    afterAll(() => tested.close());

    /** A file of its own for each test, with a name that has to be encoded. */
    async function dropFile(body = 'ユーザーID,ログイン回数\nu1,1\n'): Promise<StoredObject> {
      nth += 1;
      const key = `incoming/${nth} 統計+a%20&=.csv`;
      await tested.drop(key, body);
      const found = await store.head(key, signal);
      if (found === undefined) throw new Error('it does not find what was dropped');
      return found;
    }

    test('tells of a file its size, its ETag without quotes, and when it changed', async () => {
      const file = await dropFile('abc');
      expect(file).toMatchObject({ bucket: store.bucket, bytes: 3 });
      expect(file.etag).toMatch(/^[0-9a-f-]+$/);
      expect(Math.abs(Date.now() - file.lastModified.getTime())).toBeLessThan(60_000);
      await tested.drop(file.key, 'abcd');
      expect((await store.head(file.key, signal))?.etag).not.toBe(file.etag);
      expect(await store.head('incoming/none.csv', signal)).toBeUndefined();
    });

    test('lists every file below a prefix, over several pages, as head tells of it', async () => {
      const keys = Array.from({ length: 7 }, (_, at) => `incoming/list/${at}.csv`);
      for (const key of [...keys, 'processed/list/8.csv', 'incoming/other.csv']) await tested.drop(key, key);
      const listed = await listAll(store, 'incoming/list/', signal);
      expect(listed.map(({ key }) => key).toSorted()).toEqual(keys);
      const head = await store.head(keys[0] ?? '', signal);
      expect(listed.find(({ key }) => key === keys[0])).toMatchObject({
        etag: head?.etag,
        bytes: head?.bytes,
      });
      expect(await listAll(store, 'incoming/none/', signal)).toEqual([]);
    });

    test('writes a file whole, and replaces it', async () => {
      await store.put('results/a/summary.json', '{"a":"漢"}', 'application/json', signal);
      await store.put('results/a/summary.json', '{"b":1}', 'application/json', signal);
      expect(await tested.read('results/a/summary.json')).toBe('{"b":1}');
    });

    test('moves a file; moving it again changes nothing', async () => {
      const { key, etag } = await dropFile('moved');
      for (const _attempt of [1, 2]) {
        expect(await store.move(key, etag, `processed/${nth}.csv`, signal)).toBe('moved');
        expect(await tested.read(`processed/${nth}.csv`)).toBe('moved');
        expect(await tested.read(key)).toBeUndefined();
      }
    });

    test('moves a file on that was moved before', async () => {
      const { key, etag } = await dropFile('cut off');
      await store.move(key, etag, `processed/${nth}.csv`, signal);
      await store.move(`processed/${nth}.csv`, etag, key, signal);
      const back = await store.head(key, signal);
      expect(await store.move(key, back?.etag ?? '', `failed/${nth}.csv`, signal)).toBe('moved');
      expect(await tested.read(`failed/${nth}.csv`)).toBe('cut off');
    });

    test('leaves a file alone that was replaced', async () => {
      const { key, etag } = await dropFile('old');
      await tested.drop(key, 'newer');
      expect(await store.move(key, etag, `processed/${nth}.csv`, signal)).toBe('changed');
      expect(await tested.read(key)).toBe('newer');
      expect(await tested.read(`processed/${nth}.csv`)).toBeUndefined();
    });

    test('leaves a file alone that took the name of one that was moved', async () => {
      const { key, etag } = await dropFile('first');
      await store.move(key, etag, `processed/${nth}.csv`, signal);
      await tested.drop(key, 'second');
      expect(await store.move(key, etag, `processed/${nth}.csv`, signal)).toBe('changed');
      expect(await tested.read(key)).toBe('second');
      expect(await tested.read(`processed/${nth}.csv`)).toBe('first');
    });

    test('never overwrites: another file at the new name is told', async () => {
      const { key, etag } = await dropFile('ours');
      await tested.drop(`processed/${nth}.csv`, 'theirs');
      expect(await store.move(key, etag, `processed/${nth}.csv`, signal)).toBe('occupied');
      expect(await tested.read(key)).toBe('ours');
      expect(await tested.read(`processed/${nth}.csv`)).toBe('theirs');
    });

    test('tells that a file is gone', async () => {
      expect(await store.move('incoming/none.csv', 'e', 'processed/none.csv', signal)).toBe('gone');
    });

    test('throws the reason of an abort', async () => {
      const aborted = AbortSignal.abort(new TerminalError('INTERNAL', 'stopped'));
      await expect(store.head('incoming/a.csv', aborted)).rejects.toThrow('stopped');
      await expect(listAll(store, 'incoming/', aborted)).rejects.toThrow('stopped');
      await expect(store.move('incoming/a.csv', 'e', 'failed/a.csv', aborted)).rejects.toThrow('stopped');
    });

    test('can be used, which its check says', async () => {
      await expect(store.check(signal)).resolves.toBeUndefined();
    });
  });
}
