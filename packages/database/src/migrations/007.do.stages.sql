-- How far a job is between reading its source and publishing, to be shown.
ALTER TABLE etl.import_progress
  ADD COLUMN fetched_batches     bigint,
  ADD COLUMN transformed_batches bigint,
  ADD COLUMN publishing_at       timestamptz;

COMMENT ON COLUMN etl.import_progress.fetched_batches IS 'Chunks that this attempt has sent, or found loaded; null until it reads';
COMMENT ON COLUMN etl.import_progress.transformed_batches IS 'Chunks of this attempt that are known to have been transformed; there may be more. For show: no count follows from it';
COMMENT ON COLUMN etl.import_progress.publishing_at IS 'When this attempt came to its first step of publishing';
