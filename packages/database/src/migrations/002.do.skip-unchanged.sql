-- A job whose source is what the live publication was made of ends as skipped, unless it is forced.
ALTER TABLE etl.etl_job_run DROP CONSTRAINT etl_job_run_status_check;
ALTER TABLE etl.etl_job_run ADD CONSTRAINT etl_job_run_status_check
  CHECK (status IN ('queued', 'running', 'publishing', 'success', 'partial', 'skipped', 'failed', 'interrupted',
                    'cancelled'));

ALTER TABLE etl.etl_job_run
  ADD COLUMN forced          boolean NOT NULL DEFAULT false,
  ADD COLUMN unchanged_since bigint,
  ADD COLUMN unchanged_by    text CHECK (unchanged_by IN ('etag', 'last-modified', 'content')),
  ADD CONSTRAINT etl_job_run_unchanged_check CHECK ((unchanged_since IS NULL) = (unchanged_by IS NULL));

COMMENT ON COLUMN etl.etl_job_run.forced IS 'Whether the source is loaded even where it is unchanged';
COMMENT ON COLUMN etl.etl_job_run.unchanged_since IS 'Of a skipped job: the job whose live publication was made of the same source';
COMMENT ON COLUMN etl.etl_job_run.unchanged_by IS 'Of a skipped job: by what the source was found to be the same';
