-- Files that are dropped into a bucket or a directory, and what became of each. Their rows are loaded by a job like any other.
CREATE TABLE etl.batch_job (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name          text NOT NULL,
  dataset       text,
  bucket        text NOT NULL,
  object_key    text NOT NULL,
  etag          text NOT NULL,
  status        text NOT NULL DEFAULT 'waiting'
                CHECK (status IN ('waiting', 'running', 'finishing', 'success', 'failed')),
  attempt       integer NOT NULL DEFAULT 0,
  arrivals      integer NOT NULL DEFAULT 1,
  job_id        bigint REFERENCES etl.etl_job_run,
  error_code    text,
  error_message text,
  moved_to      text,
  report_key    text,
  received_at   timestamptz NOT NULL DEFAULT now(),
  started_at    timestamptz,
  retry_at      timestamptz,
  completed_at  timestamptz,
  UNIQUE (bucket, object_key, etag)
);

COMMENT ON COLUMN etl.batch_job.bucket IS '"directory" for the watched directory';
COMMENT ON COLUMN etl.batch_job.arrivals IS 'How often the same object was announced; it is processed once';

CREATE INDEX batch_job_open ON etl.batch_job (received_at, id) WHERE status IN ('waiting', 'running', 'finishing');

CREATE TABLE etl.processing_metadata (
  batch_job_id       bigint PRIMARY KEY REFERENCES etl.batch_job ON DELETE CASCADE,
  file_bytes         bigint,
  sha256             text,
  records_total      bigint,
  records_processed  bigint NOT NULL DEFAULT 0,
  records_failed     bigint NOT NULL DEFAULT 0,
  records_duplicated bigint NOT NULL DEFAULT 0,
  records_blank      bigint NOT NULL DEFAULT 0,
  warnings           jsonb NOT NULL DEFAULT '{}',
  seconds_waiting    double precision,
  seconds_loading    double precision,
  seconds_total      double precision
);

-- Only ever added to. What may be told twice, after a crash, has a key of its own and stands once.
CREATE TABLE etl.audit_log (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  batch_job_id bigint NOT NULL REFERENCES etl.batch_job,
  job_id       bigint,
  at           timestamptz NOT NULL DEFAULT clock_timestamp(),
  event        text NOT NULL,
  severity     text NOT NULL CHECK (severity IN ('info', 'warning', 'error')),
  message      text NOT NULL,
  payload      jsonb NOT NULL DEFAULT '{}',
  once         text,
  UNIQUE (batch_job_id, once)
);

CREATE INDEX audit_log_by_drop ON etl.audit_log (batch_job_id, id);
-- The few that are about a file, between those about its rows, of which there may be a million.
CREATE INDEX audit_log_of_files ON etl.audit_log (batch_job_id, id) WHERE event NOT IN ('row_error', 'row_warning');

-- Who works on a file, and on a data set. A lock whose owner has fallen silent is taken over when it has expired.
CREATE TABLE etl.job_lock (
  name        text PRIMARY KEY,
  owner       text NOT NULL,
  acquired_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  expires_at  timestamptz NOT NULL,
  takeovers   integer NOT NULL DEFAULT 0
);

COMMENT ON COLUMN etl.job_lock.name IS 'file:<bucket>/<key> or dataset:<name>';

-- A token that only hands something in.
ALTER TABLE etl.api_token DROP CONSTRAINT api_token_role_check,
  ADD CONSTRAINT api_token_role_check CHECK (role IN ('sender', 'viewer', 'operator', 'admin'));

-- Merge jobs: their rows go into tables that live on. What is found out about them only before the merge is counted by itself,
-- as the sums of the ledger do not know of it.
ALTER TABLE etl.etl_job_run
  ADD COLUMN load text NOT NULL DEFAULT 'replace' CHECK (load IN ('replace', 'merge')),
  ADD COLUMN records_unreferenced bigint NOT NULL DEFAULT 0,
  ADD COLUMN merge_warnings jsonb NOT NULL DEFAULT '{}';

COMMENT ON COLUMN etl.etl_job_run.records_unreferenced IS 'Of records_failed those whose rows refer to nothing';
COMMENT ON COLUMN etl.etl_job_run.merge_warnings IS 'Of warnings those that the merge has brought';

-- Rows that are merged, with something to be said about each.
CREATE TABLE etl.data_import_warning (
  job_id          bigint NOT NULL REFERENCES etl.etl_job_run ON DELETE CASCADE,
  source_line     bigint NOT NULL,
  warning_type    text NOT NULL,
  warning_message text NOT NULL,
  raw_data        text NOT NULL,
  PRIMARY KEY (job_id, source_line, warning_type)
);
