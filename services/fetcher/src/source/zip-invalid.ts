import { TerminalError } from '@regpipe/contracts';

export function zipInvalid(reason: string, cause?: unknown): TerminalError {
  return new TerminalError('ZIP_INVALID', `the ZIP archive cannot be used: ${reason}`, { cause });
}
