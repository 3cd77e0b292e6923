import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open, realpath, stat } from 'node:fs/promises';

import { errorMessage, TerminalError } from '@regpipe/contracts';
import { isBelow } from '@regpipe/source-policy';

/** Neither through a link nor waiting for a writer, should one have been put there a moment ago. */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** A file by its name, and the directory that it has to be in, whatever symbolic links make of the name. */
export interface FilePlace {
  readonly path: string;
  readonly directory: string;
}

/**
 * Opens a regular file for reading. Where symbolic links lead is found out first, and what was opened is then compared
 * with it, so that a link that is moved meanwhile opens nothing else.
 *
 * @throws TerminalError SOURCE_NOT_FOUND, SOURCE_FORBIDDEN
 */
export async function openWithin({ path, directory }: FilePlace): Promise<FileHandle> {
  const real = await resolveWithin({ path, directory });
  // Looked at before it is opened: opening a named pipe would wait for its writer.
  const found = await orNotFound(path, () => lstat(real));
  if (!found.isFile()) throw notFound(path, `${path} is a directory or a device, not a file`);
  const handle = await orNotFound(path, () => open(real, OPEN_FLAGS));
  try {
    const opened = await handle.stat();
    if (isSame(opened, found) && isSame(opened, await stat(await resolveWithin({ path, directory })))) {
      return handle;
    }
    throw forbidden(path, `${path} was replaced while it was opened`);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function resolveWithin({ path, directory }: FilePlace): Promise<string> {
  const real = await orNotFound(path, () => realpath(path));
  const realDirectory = await orNotFound(path, () => realpath(directory));
  if (isBelow(realDirectory, real)) return real;
  throw forbidden(path, `${path} leads out of ${directory}, the directory that local files are read from`);
}

async function orNotFound<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw notFound(path, `${path} cannot be opened: ${errorMessage(error)}`, error);
  }
}

function isSame(one: Stats, other: Stats): boolean {
  return one.dev === other.dev && one.ino === other.ino;
}

function notFound(path: string, message: string, cause?: unknown): TerminalError {
  return new TerminalError('SOURCE_NOT_FOUND', message, { cause, fields: { source: path } });
}

function forbidden(path: string, message: string): TerminalError {
  return new TerminalError('SOURCE_FORBIDDEN', message, { fields: { source: path } });
}
