/**
 * One job as the API shows it, from `etl.etl_job_run j`; the columns of `Job` in the contracts. To be followed by WHERE.
 */
export const JOB_VIEW = `
  SELECT j.id, j.dataset, j.mode, j.load, j.status, j.attempt,
         j.records_total, j.records_processed, j.records_failed, j.records_duplicated, j.records_blank,
         j.warnings, j.batch_size, j.chunk_size, j.record_limit, j.forced, j.accepted, j.repair,
         j.data_source_url,
         j.source_etag, j.source_last_modified, j.source_bytes, j.source_stamp, j.source_sha256,
         CASE WHEN j.unchanged_since IS NOT NULL
              THEN jsonb_build_object('job_id', j.unchanged_since, 'by', j.unchanged_by) END AS unchanged,
         j.error_code, j.error_message, j.created_at, j.started_at, j.completed_at, j.heartbeat_at, j.discarded_at,
         round(extract(epoch FROM coalesce(j.completed_at, clock_timestamp()) - j.created_at), 3)::float8 AS seconds,
         (SELECT jsonb_build_object(
                   'last_successful_batch', p.last_successful_batch, 'current_batch', p.current_batch,
                   'total_batches', p.total_batches, 'fetched_records', p.fetched_records,
                   'fetched_bytes', p.fetched_bytes, 'source_bytes', p.source_bytes,
                   'fetched_batches', p.fetched_batches, 'transformed_batches', p.transformed_batches,
                   'publish_step', p.publish_step,
                   'publish_seconds', CASE WHEN p.publishing_at IS NOT NULL THEN round(greatest(0, extract(epoch FROM
                     coalesce(j.completed_at, clock_timestamp()) - p.publishing_at)), 3)::float8 END)
            FROM etl.import_progress p WHERE p.job_id = j.id) AS progress,
         (SELECT jsonb_build_object(
                   'version', p.version, 'dataset', p.dataset, 'job_id', p.job_id,
                   'published_at', to_char(p.published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                   'live', p.live, 'source_stamp', p.source_stamp, 'etag', p.etag, 'sha256', p.sha256,
                   'row_counts', p.row_counts, 'search_ready', p.search_ready)
            FROM etl.publication p WHERE p.job_id = j.id) AS publication
    FROM etl.etl_job_run j`;
