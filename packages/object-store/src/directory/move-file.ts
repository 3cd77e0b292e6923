import { createHash } from 'node:crypto';
import { link, lstat, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import type { Moved } from '../object-store.ts';
import { ifPresent, systemCode } from './directory-errors.ts';
import { fileEtag } from './file-etag.ts';
import { syncFolder } from './put-file.ts';

/**
 * File systems without hard links; and Linux, which lets nobody link to a file that he does not own and may not write
 * (`fs.protected_hardlinks`), as are files that an SFTP server has written.
 */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/**
 * Moves a file that still has its ETag, within one file system.
 *
 * It gets its new name before it loses the old one, so that it has one at any time and a repetition finds out how far the
 * one before came. Without hard links it is renamed, and between the look and the renaming another file may come to lie at
 * `to`: for that, whoever moves files has to be alone.
 */
export async function moveFile(from: string, etag: string, to: string): Promise<Moved> {
  const there = await etagOf(to);
  if (there !== etag) {
    const here = await etagOf(from);
    if (here !== etag) return here === undefined ? 'gone' : 'changed';
    if (there !== undefined || !(await giveName(from, to))) return 'occupied';
    if ((await etagOf(to)) !== etag) return giveBack(from, to);
  }
  const outcome = await removeName(from, etag);
  for (const folder of new Set([dirname(from), dirname(to)])) await syncFolder(folder);
  return outcome;
}

/** False where another file has the name. */
async function giveName(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    if (!NO_LINKS.has(systemCode(error))) throw error;
  }
  await rename(from, to);
  return true;
}

/** What was replaced between the look and the move is not ours to move. */
async function giveBack(from: string, to: string): Promise<Moved> {
  if ((await etagOf(from)) === undefined) await rename(to, from);
  else await rm(to, { force: true });
  return 'changed';
}

/** Removes the file's old name. It is put aside first: what has taken the name meanwhile is seen then, and put back. */
async function removeName(from: string, etag: string): Promise<Moved> {
  const aside = join(dirname(from), `.${nameless(from)}.moved`);
  await clearAside(aside, from, etag);
  if ((await etagOf(from)) === etag) {
    await rename(from, aside);
    await clearAside(aside, from, etag);
  }
  return (await etagOf(from)) === undefined ? 'moved' : 'changed';
}

/** Ours is elsewhere already; any other gets its name back, unless a newer one has it. */
async function clearAside(aside: string, from: string, etag: string): Promise<void> {
  const found = await etagOf(aside);
  if (found === undefined) return;
  if (found !== etag && (await etagOf(from)) === undefined) await rename(aside, from);
  else await rm(aside);
}

/** A name of its own for each file, which is never too long. */
function nameless(path: string): string {
  return createHash('sha256').update(basename(path)).digest('hex');
}

/** Undefined where nothing has the name. */
async function etagOf(path: string): Promise<string | undefined> {
  const stats = await ifPresent(lstat(path, { bigint: true }));
  return stats === undefined ? undefined : fileEtag(stats);
}
