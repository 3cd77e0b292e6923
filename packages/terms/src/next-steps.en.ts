import { ERROR_CODES, type ErrorCode } from '@regpipe/contracts';

/** What to do next about each error code: the contracts' own lines, which speak to users of the HTTP API. */
export const nextStepsEn = Object.fromEntries(
  Object.entries(ERROR_CODES).map(([code, { next }]) => [code, next]),
) as Readonly<Record<ErrorCode, string>>;
