import { TerminalError } from '@regpipe/contracts';

export function gzipInvalid(reason: string, cause?: unknown): TerminalError {
  return new TerminalError('GZIP_INVALID', `the gzip file cannot be used: ${reason}`, { cause });
}
