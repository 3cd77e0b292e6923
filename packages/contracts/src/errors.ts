import { ERROR_CODES, type ErrorCode, isErrorCode } from './error-codes.ts';

export interface ErrorOptions {
  readonly cause?: unknown;
  /** Which job, chunk, line or setting it is about. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** The base of every error that crosses a package border. */
export class RegpipeError extends Error {
  override readonly name: string = 'RegpipeError';
  readonly code: ErrorCode;
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.fields = options.fields ?? {};
  }

  /** What the operator does next. */
  get next(): string {
    return ERROR_CODES[this.code].next;
  }

  get status(): number {
    return ERROR_CODES[this.code].status;
  }
}

/** The same attempt may succeed later: the message is delivered again after a pause. */
export class RetryableError extends RegpipeError {
  override readonly name = 'RetryableError';
}

/** Trying again cannot help: the message ends in the dead letters, the job ends as failed. */
export class TerminalError extends RegpipeError {
  override readonly name = 'TerminalError';
}

/** An expected no: the request is understood and not granted. */
export class RefusedError extends RegpipeError {
  override readonly name = 'RefusedError';
}

/** The code of any thrown value; INTERNAL when it is not one of ours. */
export function errorCode(error: unknown): ErrorCode {
  return error instanceof RegpipeError && isErrorCode(error.code) ? error.code : 'INTERNAL';
}

/** The message of any thrown value. */
export function errorMessage(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') {
    return error.errors.map(errorMessage).join('; ');
  }
  return error instanceof Error ? error.message : String(error);
}
