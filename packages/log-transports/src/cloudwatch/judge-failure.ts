import { errorMessage } from '@regpipe/contracts';

/** What a failed request asks for. */
export type Failure =
  /** Group or stream are not there. */
  | 'missing'
  /** The credentials are no longer good: others may be had. */
  | 'credentials'
  /** CloudWatch will never take this batch as it is. */
  | 'refused'
  /** Throttled, out of reach, not allowed: the same request may succeed later. */
  | 'unavailable';

const CREDENTIALS: ReadonlySet<string> = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'CredentialsProviderError',
]);

const REFUSED: ReadonlySet<string> = new Set([
  'InvalidParameterException',
  'SerializationException',
  'ValidationException',
]);

const TOO_LARGE = 413;

export function judgeFailure(error: unknown): Failure {
  const { name, status } = describeFailure(error);
  if (name === 'ResourceNotFoundException') return 'missing';
  if (CREDENTIALS.has(name)) return 'credentials';
  if (REFUSED.has(name) || status === TOO_LARGE) return 'refused';
  return 'unavailable';
}

/** AWS repeats a whole request where its signature is wrong. */
const MOST_REASON_LENGTH = 300;

/** A failure in the words of a log. */
export interface FailureFacts {
  readonly name: string;
  readonly status: number | undefined;
  readonly reason: string;
}

export function describeFailure(error: unknown): FailureFacts {
  const name = error instanceof Error ? error.name : 'Error';
  return { name, status: statusOf(error), reason: errorMessage(error).slice(0, MOST_REASON_LENGTH) };
}

/** Of the answer, where there was one. */
function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const { $metadata: metadata } = error;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
