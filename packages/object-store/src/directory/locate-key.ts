import { mkdir, realpath } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

import { TerminalError } from '@regpipe/contracts';

import { ifPresent } from './directory-errors.ts';

/**
 * The path of a key. What its folders are by their real names has to lie below the directory, too: a symbolic link that
 * leads out is refused.
 *
 * @throws TerminalError STORE_FORBIDDEN
 */
export async function locateKey(directory: string, key: string): Promise<string> {
  const path = pathOf(directory, key);
  await refuseWayOut(directory, key, dirname(path));
  return path;
}

/** The path of a key, after its folders have been made. @throws TerminalError STORE_FORBIDDEN */
export async function makeRoom(directory: string, key: string): Promise<string> {
  const path = await locateKey(directory, key);
  await mkdir(dirname(path), { recursive: true });
  return path;
}

/** By the key alone. @throws TerminalError STORE_FORBIDDEN */
export function pathOf(directory: string, key: string): string {
  const parts = key.split('/');
  if (key.includes('\0') || parts.some((part) => part === '' || part === '.' || part === '..')) {
    throw new TerminalError('STORE_FORBIDDEN', `"${key}" is no name of a file in ${directory}`, {
      fields: { directory, key },
    });
  }
  return join(directory, ...parts);
}

/** Looks at the innermost folder that exists: what is missing is made by us. */
async function refuseWayOut(directory: string, key: string, folder: string): Promise<void> {
  const root = await realpath(directory);
  for (let at = folder; at.length >= directory.length; at = dirname(at)) {
    const real = await ifPresent(realpath(at));
    if (real === undefined) continue;
    const way = relative(root, real);
    if (way !== '..' && !way.startsWith(`..${sep}`)) return;
    throw new TerminalError('STORE_FORBIDDEN', `"${key}" leads out of ${directory} by a symbolic link`, {
      fields: { directory, key },
    });
  }
}
