import type { BigIntStats } from 'node:fs';
import { lstat, mkdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { DIRECTORY_BUCKET } from '@regpipe/contracts';

import { FOLDERS, type ObjectStore, type StoredObject } from '../object-store.ts';
import { ifPresent, toDirectoryError } from './directory-errors.ts';
import { fileEtag } from './file-etag.ts';
import { listFiles } from './list-files.ts';
import { locateKey, makeRoom, pathOf } from './locate-key.ts';
import { moveFile } from './move-file.ts';
import { putFile } from './put-file.ts';

export interface DirectoryStoreOptions {
  /** Absolute; has to exist. Its folders have to be on one file system. */
  readonly directory: string;
  /** A file is listed once it has not been touched for so long: whoever copies it there writes it bit by bit. */
  readonly settleMs: number;
}

/**
 * A directory that files are dropped into. Only regular files count: symbolic links are none, and a folder that is one and
 * leads out of the directory is refused.
 */
export function directoryStore({ directory: given, settleMs }: DirectoryStoreOptions): ObjectStore {
  const directory = resolve(given);

  async function find(key: string): Promise<BigIntStats | undefined> {
    const stats = await ifPresent(lstat(await locateKey(directory, key), { bigint: true }));
    return stats?.isFile() === true ? stats : undefined;
  }

  async function guarded<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      throw toDirectoryError(error, directory);
    }
  }

  async function* list(prefix: string, signal: AbortSignal): AsyncGenerator<StoredObject, void, undefined> {
    try {
      // A directory that is away is not an empty one.
      await stat(directory);
      const folder = prefix.slice(0, Math.max(prefix.lastIndexOf('/'), 0));
      if (folder !== '') await locateKey(directory, `${folder}/file`);
      for await (const key of listFiles(directory, folder)) {
        signal.throwIfAborted();
        const stats = key.startsWith(prefix) ? await find(key) : undefined;
        if (stats !== undefined && isSettled(stats, settleMs)) yield describe(key, stats);
      }
    } catch (error) {
      signal.throwIfAborted();
      throw toDirectoryError(error, directory);
    }
  }

  return {
    bucket: DIRECTORY_BUCKET,
    sourceOf: (key) => pathOf(directory, key),
    check: (signal) =>
      guarded(signal, async () => {
        await stat(directory);
        for (const folder of Object.values(FOLDERS)) {
          await locateKey(directory, `${folder}file`);
          await mkdir(join(directory, folder), { recursive: true });
        }
      }),
    list,
    head: (key, signal) =>
      guarded(signal, async () => {
        const stats = await find(key);
        return stats === undefined ? undefined : describe(key, stats);
      }),
    put: (key, body, _contentType, signal) =>
      guarded(signal, async () => putFile(await makeRoom(directory, key), body)),
    move: (from, etag, to, signal) =>
      guarded(signal, async () =>
        moveFile(await locateKey(directory, from), etag, await makeRoom(directory, to)),
      ),
  };
}

/** By the time of the inode's last change, which a copy that keeps the time of the original's contents does not fake. */
function isSettled({ ctimeMs }: BigIntStats, settleMs: number): boolean {
  return Date.now() - Number(ctimeMs) >= settleMs;
}

function describe(key: string, stats: BigIntStats): StoredObject {
  return {
    bucket: DIRECTORY_BUCKET,
    key,
    etag: fileEtag(stats),
    bytes: Number(stats.size),
    lastModified: stats.mtime,
  };
}
