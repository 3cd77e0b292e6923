import { createHash } from 'node:crypto';
import {
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { until } from '@regpipe/testkit';
import { beforeEach, describe, expect, test } from 'vitest';

import { listAll } from '../testing/list-all.ts';
import { describeStore } from '../testing/store-behaviour.ts';
import { directoryStore } from './directory-store.ts';

const signal = new AbortController().signal;

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function dropFile(path: string, body: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  // As those do that care: whole under its name at once.
  await writeFile(join(dirname(path), '.next'), body);
  await rename(join(dirname(path), '.next'), path);
}

describeStore('a directory', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'regpipe-drops-'));
  return {
    store: directoryStore({ directory, settleMs: 0 }),
    drop: (key, body) => dropFile(join(directory, key), body),
    read: (key) => readFile(join(directory, key), 'utf8').catch(() => undefined),
    close: () => rm(directory, { recursive: true }),
  };
});

describe('a watched directory', () => {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'regpipe-drops-'));
    return () => rm(directory, { recursive: true, force: true });
  });

  async function listed(settleMs = 0): Promise<readonly string[]> {
    const objects = await listAll(directoryStore({ directory, settleMs }), 'incoming/', signal);
    return objects.map(({ key }) => key).toSorted();
  }

  test('has its folders once it was checked', async () => {
    await directoryStore({ directory, settleMs: 0 }).check(signal);
    expect((await readdir(directory)).toSorted()).toEqual(['failed', 'incoming', 'processed', 'results']);
  });

  test('lists a file only when it has not been touched for a while, whatever time its copy claims', async () => {
    const path = join(directory, 'incoming/a.csv');
    await dropFile(path, 'a');
    await utimes(path, 1, 1);
    expect(await listed(60_000)).toEqual([]);
    await until(async () => (await listed(200)).length === 1, 'the file to settle', 5_000);
  });

  test('lists neither what is being written, nor links, nor what lies in a linked folder', async () => {
    const names = [
      '.a.csv',
      'a.csv.part',
      'a.csv.tmp',
      'a.csv~',
      'A.CSV.PART',
      'a.csv.filepart',
      'b.csv',
      'c/d.csv',
    ];
    for (const name of names) await dropFile(join(directory, 'incoming', name), 'a');
    await symlink('/etc/hostname', join(directory, 'incoming/link.csv'));
    await symlink('/etc', join(directory, 'incoming/etc'));
    expect(await listed()).toEqual(['incoming/b.csv', 'incoming/c/d.csv']);
  });

  test.each([
    '../a.csv',
    'incoming/../../a.csv',
    '/etc/hostname',
    'incoming//a.csv',
    './a.csv',
    '',
    'a\0.csv',
  ])('the key %j is STORE_FORBIDDEN', async (key) => {
    const store = directoryStore({ directory, settleMs: 0 });
    const forbidden = { name: 'TerminalError', code: 'STORE_FORBIDDEN' };
    await expect(store.head(key, signal)).rejects.toMatchObject(forbidden);
    await expect(store.put(key, '', 'text/csv', signal)).rejects.toMatchObject(forbidden);
    await expect(store.move('incoming/a.csv', 'e', key, signal)).rejects.toMatchObject(forbidden);
  });

  test('a folder that leads out by a symbolic link is STORE_FORBIDDEN, to read and to write', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'regpipe-outside-'));
    await symlink(outside, join(directory, 'incoming'));
    await symlink(outside, join(directory, 'results'));
    const store = directoryStore({ directory, settleMs: 0 });
    const forbidden = { name: 'TerminalError', code: 'STORE_FORBIDDEN' };
    await expect(listed()).rejects.toMatchObject(forbidden);
    await expect(store.check(signal)).rejects.toMatchObject(forbidden);
    await expect(store.put('results/a/b/c.json', '', '', signal)).rejects.toMatchObject(forbidden);
    expect(await readdir(outside)).toEqual([]);
    await rm(outside, { recursive: true });
  });

  test('that is away is STORE_UNAVAILABLE, and no empty one', async () => {
    await rm(directory, { recursive: true });
    const unavailable = { name: 'RetryableError', code: 'STORE_UNAVAILABLE' };
    await expect(listed()).rejects.toMatchObject(unavailable);
    await expect(directoryStore({ directory, settleMs: 0 }).check(signal)).rejects.toMatchObject(unavailable);
  });

  test.each(['the new name was given', 'the old name was put aside'])(
    'a move that was killed when %s is finished by the next one',
    async (how) => {
      const store = directoryStore({ directory, settleMs: 0 });
      const [from, to] = [join(directory, 'incoming/a.csv'), join(directory, 'processed/a.csv')];
      await store.check(signal);
      await dropFile(from, 'a');
      const { etag } = (await store.head('incoming/a.csv', signal)) ?? { etag: '' };
      await link(from, to);
      if (how.includes('aside')) await rename(from, join(dirname(from), `.${sha256('a.csv')}.moved`));
      expect(await store.move('incoming/a.csv', etag, 'processed/a.csv', signal)).toBe('moved');
      expect(await readdir(join(directory, 'incoming'))).toEqual([]);
      expect(await readFile(to, 'utf8')).toBe('a');
    },
  );

  test('a name as long as a file system allows is moved, too', async () => {
    const store = directoryStore({ directory, settleMs: 0 });
    const name = `${'統'.repeat(83)}.csv`;
    await dropFile(join(directory, 'incoming', name), 'a');
    const { etag } = (await store.head(`incoming/${name}`, signal)) ?? { etag: '' };
    expect(await store.move(`incoming/${name}`, etag, `processed/${name}`, signal)).toBe('moved');
  });
});
