import { opendir } from 'node:fs/promises';
import { join } from 'node:path';

import { ifPresent } from './directory-errors.ts';

/** What programs call a file while they write it: editors, browsers, rsync, WinSCP. */
const UNFINISHED = /^\.|~$|\.(part|partial|filepart|tmp|temp|swp|crdownload)$/i;

/** A file that whoever drops it is not done with, by its name. */
export function isUnfinished(name: string): boolean {
  return UNFINISHED.test(name);
}

/**
 * Keys of the files in a folder and those in it, without the ones that are being written. Neither links nor folders that are
 * links are followed.
 *
 * @param folder its key, without a slash at the end; empty for the directory itself
 */
export async function* listFiles(directory: string, folder: string): AsyncGenerator<string, void, undefined> {
  const entries = await ifPresent(opendir(join(directory, folder)));
  if (entries === undefined) return;
  for await (const entry of entries) {
    if (isUnfinished(entry.name)) continue;
    const key = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) yield key;
    else if (entry.isDirectory()) yield* listFiles(directory, key);
  }
}
