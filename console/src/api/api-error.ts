import type { ErrorCode } from '@regpipe/contracts';

/** One field of a request that was refused. */
export interface BadField {
  readonly field: string;
  readonly message: string;
}

/** What the API refused, by its problem document; or that it could not be asked at all. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** 0 when there was no answer. */
  readonly status: number;
  readonly code: ErrorCode | 'API_UNREACHABLE' | 'API_ANSWER_INVALID';
  readonly badFields: readonly BadField[];

  constructor(options: {
    status: number;
    code: ApiError['code'];
    message: string;
    badFields?: readonly BadField[];
    cause?: unknown;
  }) {
    super(options.message, { cause: options.cause });
    this.status = options.status;
    this.code = options.code;
    this.badFields = options.badFields ?? [];
  }
}

/** Whether this gateway does not have the route at all: one of an older version. */
export function isRouteMissing(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'NOT_FOUND';
}
