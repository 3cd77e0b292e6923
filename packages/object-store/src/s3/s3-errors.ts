import { S3ServiceException } from '@aws-sdk/client-s3';
import { errorMessage, RegpipeError, RetryableError, TerminalError } from '@regpipe/contracts';

/** Of statuses below 500 that pass: credentials that are renewed, too many requests, a change at the same moment. */
const PASSING = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestTimeout',
  'OperationAborted',
  'ConditionalRequestConflict',
  'SlowDown',
  'TooManyRequests',
]);

/** What an error of the SDK means for whoever wanted something of the bucket. */
export function toStoreError(error: unknown, bucket: string): RegpipeError {
  if (error instanceof RegpipeError) return error;
  const status = statusOf(error);
  const options = { cause: error, fields: { bucket, ...(status === undefined ? {} : { status }) } };
  const isRefusal =
    error instanceof S3ServiceException && status !== undefined && status < 500 && !PASSING.has(error.name);
  if (!isRefusal || status === 429) {
    const message = `the bucket ${bucket} cannot be reached: ${describe(error)}`;
    return new RetryableError('STORE_UNAVAILABLE', message, options);
  }
  return new TerminalError('STORE_FORBIDDEN', refusal(bucket, status, describe(error)), options);
}

/** Of the answer; undefined where there was none. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}

function refusal(bucket: string, status: number, detail: string): string {
  switch (status) {
    case 301:
    case 307:
      return `the bucket ${bucket} is in another region than REGPIPE_S3_REGION says: ${detail}`;
    case 404:
      return `there is no bucket ${bucket}, or it may not be seen: ${detail}`;
    default:
      return `the bucket ${bucket} refuses this: ${detail}`;
  }
}

/** An answer to HEAD has no body, so the SDK knows a name at best. */
function describe(error: unknown): string {
  const message = errorMessage(error);
  const status = statusOf(error);
  const name = error instanceof Error && error.name !== 'Error' ? error.name : '';
  const parts = [name, message === name ? '' : message].filter((part) => part !== '').join(': ');
  return status === undefined ? parts : `${parts} (status ${status})`;
}
