import { type DropReport, ERROR_CODES, isErrorCode, type ProcessingMetadata } from '@regpipe/contracts';
import type { OpenDrop } from '@regpipe/database';

import { errorNameOf } from './error-names.ts';

export interface ReportParts extends Pick<
  DropReport,
  'row_errors' | 'row_errors_total' | 'committed_chunks'
> {
  readonly drop: OpenDrop;
  readonly metadata: ProcessingMetadata;
  readonly movedTo: string | null;
}

/** What is written down of a drop for whoever has sent the file. */
export function buildReport({ drop, metadata, movedTo, ...parts }: ReportParts): DropReport {
  return {
    name: drop.name,
    status: drop.error_code === null ? 'success' : 'failed',
    file: { bucket: drop.bucket, key: drop.object_key, etag: drop.etag, bytes: metadata.file_bytes },
    moved_to: movedTo,
    job_id: drop.job_id,
    error: describeError(drop),
    counts: {
      total: metadata.records_total,
      loaded: metadata.records_processed,
      failed: metadata.records_failed,
      duplicated: metadata.records_duplicated,
      blank: metadata.records_blank,
    },
    warnings: metadata.warnings,
    seconds: {
      waiting: metadata.seconds_waiting,
      loading: metadata.seconds_loading,
      total: metadata.seconds_total ?? 0,
    },
    ...parts,
  };
}

function describeError({ error_code: code, error_message: message }: OpenDrop): DropReport['error'] {
  if (code === null) return null;
  const { next } = ERROR_CODES[isErrorCode(code) ? code : 'INTERNAL'];
  return { error: errorNameOf(code), code, message: message ?? '', next };
}
