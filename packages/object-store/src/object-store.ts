import type { DroppedObject } from '@regpipe/contracts';

/** A file as its place lists it. */
export interface StoredObject extends DroppedObject {
  readonly lastModified: Date;
}

/** The folders of a place: where files arrive, where they go, and where their reports are. */
export const FOLDERS = {
  incoming: 'incoming/',
  processed: 'processed/',
  failed: 'failed/',
  results: 'results/',
} as const;

/**
 * What came of moving an object. `gone`: neither it nor its copy is there. `changed`: something else lies at `from`
 * meanwhile, which is left there (the object itself is at `to` where it could still be had). `occupied`: another object
 * lies at `to`, and nothing was moved.
 */
export type Moved = 'moved' | 'gone' | 'changed' | 'occupied';

/**
 * A place that files are dropped into and moved about in: a bucket, or a directory.
 *
 * What it cannot do now is RetryableError STORE_UNAVAILABLE, what it may not is TerminalError STORE_FORBIDDEN; after an
 * abort everything throws the signal's reason.
 */
export interface ObjectStore {
  /** As drops call it: the bucket's name, or `directory`. */
  readonly bucket: string;
  /** As a job's `source` names an object of it, for the fetcher to open: `s3://bucket/key`, or a path. */
  sourceOf(key: string): string;
  /** Throws where the place cannot be used at all. Makes the folders of a directory. */
  check(signal: AbortSignal): Promise<void>;
  /** Every object whose key starts with the prefix, in any order; of a directory only those that are not being written. */
  list(prefix: string, signal: AbortSignal): AsyncIterable<StoredObject>;
  /** Undefined where there is none. */
  head(key: string, signal: AbortSignal): Promise<StoredObject | undefined>;
  /** Writes an object whole, or not at all; one of the same key is replaced. */
  put(key: string, body: string, contentType: string, signal: AbortSignal): Promise<void>;
  /** Moves an object that still has this ETag; may be repeated after a crash. Never overwrites. */
  move(from: string, etag: string, to: string, signal: AbortSignal): Promise<Moved>;
}
