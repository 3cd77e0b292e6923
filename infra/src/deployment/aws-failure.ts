import { errorMessage } from '@regpipe/contracts';

/** What a request that AWS did not do asks for. */
export type FailureReason =
  /** None, expired, or not known to AWS. */
  | 'credentials'
  /** The credentials are good, and may not do this. */
  | 'denied'
  /** Too many requests, or AWS has a moment of its own: the same request may succeed later. */
  | 'busy'
  /** No answer. */
  | 'unreachable'
  /** AWS says no, and will say it again. */
  | 'refused';

const BY_NAME: Readonly<Record<string, FailureReason>> = {
  ExpiredToken: 'credentials',
  ExpiredTokenException: 'credentials',
  InvalidClientTokenId: 'credentials',
  InvalidSignatureException: 'credentials',
  SignatureDoesNotMatch: 'credentials',
  UnrecognizedClientException: 'credentials',
  CredentialsProviderError: 'credentials',
  TokenProviderError: 'credentials',
  AccessDenied: 'denied',
  AccessDeniedException: 'denied',
  OptInRequired: 'denied',
  ThrottlingException: 'busy',
  Throttling: 'busy',
  TooManyRequestsException: 'busy',
  RequestLimitExceeded: 'busy',
  TimeoutError: 'unreachable',
  // Of an answer that is not as it should be.
  TypeError: 'refused',
};

const TOO_MANY = 429;
const SERVER_FAULT = 500;
/** AWS repeats a whole request where its signature is wrong. */
const MOST_MESSAGE_LENGTH = 300;

/** A request that AWS did not do. */
export class AwsFailure extends Error {
  override readonly name = 'AwsFailure';
  /** Such as `ecs:UpdateService`. */
  readonly operation: string;
  readonly reason: FailureReason;
  /** Of the exception, in the words of AWS; or of what kept the request from getting there. */
  readonly exception: string;

  constructor(operation: string, cause: unknown) {
    super(messageOf(cause).slice(0, MOST_MESSAGE_LENGTH), { cause });
    this.operation = operation;
    this.exception = cause instanceof Error ? cause.name : 'Error';
    this.reason = judge(this.exception, cause);
  }

  /** Whether the same request may succeed in a moment. */
  get passing(): boolean {
    return this.reason === 'busy' || this.reason === 'unreachable';
  }
}

/**
 * @param operation as IAM calls it
 * @throws AwsFailure
 */
export async function ask<Answer>(operation: string, request: Promise<Answer>): Promise<Answer> {
  try {
    return await request;
  } catch (cause) {
    throw new AwsFailure(operation, cause);
  }
}

/** Whether AWS says that there is no such thing. */
export function isNamed(error: unknown, exception: string): boolean {
  return error instanceof AwsFailure && error.exception === exception;
}

function judge(name: string, cause: unknown): FailureReason {
  const known = BY_NAME[name];
  if (known !== undefined) return known;
  const status = statusOf(cause);
  if (status === undefined) return 'unreachable';
  return status === TOO_MANY || status >= SERVER_FAULT ? 'busy' : 'refused';
}

/** Of a host with several addresses, none of which answers, Node says so in the parts only. */
function messageOf(cause: unknown): string {
  const parts = cause instanceof AggregateError ? cause.errors.map(errorMessage) : [];
  return errorMessage(cause) || parts.join('; ');
}

/** Of the answer, where there was one. */
function statusOf(cause: unknown): number | undefined {
  if (typeof cause !== 'object' || cause === null || !('$metadata' in cause)) return undefined;
  const { $metadata: metadata } = cause;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
