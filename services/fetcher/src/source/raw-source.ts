import type { SourceIdentity } from '@regpipe/contracts';
import type { S3Settings } from '@regpipe/object-store';
import type { SourcePolicy } from '@regpipe/source-policy';

import type { ResolveName } from './guard-connections.ts';

export interface SourceLog {
  warn(fields: object, message: string): void;
}

export interface SourceOptions {
  /** Where sources may be. */
  readonly policy: SourcePolicy;
  /** How buckets are reached. */
  readonly s3: S3Settings;
  /** Aborting closes everything and makes whatever is awaited throw the signal's reason. */
  readonly signal: AbortSignal;
  /** Limit of each wait: for the connection, for the headers, and for the next bytes of the body. */
  readonly timeoutMs: number;
  /** Pauses between attempts; their count is the number of retries. Bytes that arrive refill the budget. */
  readonly retryDelaysMs: readonly number[];
  /** Most bytes of a source, as served and decoded. */
  readonly maxBytes: number;
  /** Above this ratio of inflated to compressed bytes an archive is refused; 200 unless told. */
  readonly maxInflateRatio?: number;
  readonly log?: SourceLog;
  /** Instead of the system's resolver. */
  readonly resolveName?: ResolveName;
}

export interface SourceRequest {
  /** Decoded bytes that the caller has already; 0 for a fresh read. */
  readonly offset: number;
  /** What the source must still be; null when anything will do. */
  readonly identity: SourceIdentity | null;
  /** Whether the source is an archive, where the caller knows; otherwise its name and first bytes tell. */
  readonly compressed?: boolean;
}

/** A source as served, before any decoding; dropped connections are already mended. */
export interface RawSource {
  readonly identity: SourceIdentity;
  /** Offset of the first byte that `bytes` yields. */
  readonly startsAt: number;
  readonly bytes: AsyncIterable<Buffer>;
  /** Idempotent. */
  close(): Promise<void>;
}
