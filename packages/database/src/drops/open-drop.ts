import type { Drop } from '@regpipe/contracts';

/** A drop as whoever works on it needs it. */
export type OpenDrop = Pick<
  Drop,
  | 'id'
  | 'name'
  | 'dataset'
  | 'bucket'
  | 'object_key'
  | 'etag'
  | 'status'
  | 'attempt'
  | 'job_id'
  | 'error_code'
  | 'error_message'
  | 'moved_to'
  | 'received_at'
>;

/** The columns of `OpenDrop` from `etl.batch_job b`. */
export const OPEN_DROP = `b.id, b.name, b.dataset, b.bucket, b.object_key, b.etag, b.status, b.attempt, b.job_id,
  b.error_code, b.error_message, b.moved_to, b.received_at`;
