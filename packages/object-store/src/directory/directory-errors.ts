import { errorMessage, RegpipeError, RetryableError, TerminalError } from '@regpipe/contracts';

/** Nothing but an operator changes these. */
const FORBIDDEN = new Set(['EACCES', 'EPERM', 'EROFS', 'ELOOP', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG']);

/** What an error of the file system means for whoever wanted something of the directory. */
export function toDirectoryError(error: unknown, directory: string): RegpipeError {
  if (error instanceof RegpipeError) return error;
  const options = { cause: error, fields: { directory } };
  const message = `${directory} cannot be used: ${errorMessage(error)}`;
  const code = systemCode(error);
  if (code === 'EXDEV') {
    const reason = `${directory} has folders on several file systems, between which files cannot be moved`;
    return new TerminalError('STORE_FORBIDDEN', reason, options);
  }
  return FORBIDDEN.has(code)
    ? new TerminalError('STORE_FORBIDDEN', message, options)
    : new RetryableError('STORE_UNAVAILABLE', message, options);
}

export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** The result, or undefined where there is no such file. */
export async function ifPresent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
