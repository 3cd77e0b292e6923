CREATE SCHEMA etl;
CREATE SCHEMA regpipe;

CREATE TABLE etl.etl_job_run (
  id                   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  dataset              text NOT NULL,
  mode                 text NOT NULL CHECK (mode IN ('full', 'dry-run')),
  status               text NOT NULL CHECK (status IN ('queued', 'running', 'publishing', 'success', 'partial',
                                                       'failed', 'interrupted', 'cancelled')),
  attempt              integer NOT NULL DEFAULT 1,
  records_total        bigint,
  records_processed    bigint NOT NULL DEFAULT 0,
  records_failed       bigint NOT NULL DEFAULT 0,
  records_duplicated   bigint NOT NULL DEFAULT 0,
  records_blank        bigint NOT NULL DEFAULT 0,
  warnings             jsonb NOT NULL DEFAULT '{}',
  batch_size           integer NOT NULL,
  chunk_size           integer,
  record_limit         bigint,
  data_source_url      text NOT NULL,
  source_etag          text,
  source_last_modified text,
  source_bytes         bigint,
  source_stamp         date,
  source_sha256        text,
  error_code           text,
  error_message        text,
  created_at           timestamptz NOT NULL DEFAULT now(),
  started_at           timestamptz,
  completed_at         timestamptz,
  heartbeat_at         timestamptz NOT NULL DEFAULT now(),
  discarded_at         timestamptz
);

COMMENT ON COLUMN etl.etl_job_run.batch_size IS 'Most bytes of source text in a chunk';
COMMENT ON COLUMN etl.etl_job_run.chunk_size IS 'Most records in a chunk, where one was asked for';
COMMENT ON COLUMN etl.etl_job_run.discarded_at IS 'When the unpublished rows were given up: from then on the job cannot be resumed';

-- One running job a data set: the database itself refuses the second.
CREATE UNIQUE INDEX etl_job_run_one_active ON etl.etl_job_run (dataset)
  WHERE status IN ('queued', 'running', 'publishing');

CREATE TABLE etl.import_progress (
  job_id                bigint PRIMARY KEY REFERENCES etl.etl_job_run ON DELETE CASCADE,
  last_successful_batch bigint,
  current_batch         bigint,
  total_batches         bigint,
  fetched_records       bigint NOT NULL DEFAULT 0,
  fetched_bytes         bigint NOT NULL DEFAULT 0,
  source_bytes          bigint,
  publish_step          text,
  updated_at            timestamptz NOT NULL DEFAULT now()
);

COMMENT ON COLUMN etl.import_progress.last_successful_batch IS 'Last chunk of the gapless run from the first that is loaded';

-- Committed in the transaction of the chunk's COPY: a row here is the proof that the chunk's part is in.
CREATE TABLE etl.chunk_ledger (
  job_id       bigint NOT NULL REFERENCES etl.etl_job_run ON DELETE CASCADE,
  chunk        integer NOT NULL,
  part         smallint NOT NULL,
  parts        smallint NOT NULL,
  first_record bigint NOT NULL,
  records      integer NOT NULL,
  first_line   bigint NOT NULL,
  lines        integer NOT NULL,
  byte_offset  bigint NOT NULL,
  raw_bytes    integer NOT NULL,
  crc32        bigint NOT NULL,
  loaded       integer NOT NULL,
  failed       integer NOT NULL,
  blank        integer NOT NULL,
  warnings     jsonb NOT NULL DEFAULT '{}',
  committed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (job_id, chunk, part),
  CHECK (records = loaded + failed + blank)
);

CREATE TABLE etl.dead_chunk (
  job_id  bigint NOT NULL REFERENCES etl.etl_job_run ON DELETE CASCADE,
  stage   text NOT NULL,
  chunk   integer NOT NULL,
  part    smallint NOT NULL,
  records integer NOT NULL,
  reason  text NOT NULL,
  at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (job_id, chunk, part)
);

CREATE TABLE etl.data_import_error (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  job_id        bigint NOT NULL REFERENCES etl.etl_job_run ON DELETE CASCADE,
  chunk         integer,
  source_line   bigint NOT NULL,
  error_type    text NOT NULL,
  error_message text NOT NULL,
  raw_data      text NOT NULL
);

CREATE INDEX data_import_error_by_job ON etl.data_import_error (job_id, error_type, id);

CREATE TABLE etl.publication (
  dataset      text NOT NULL,
  version      bigint NOT NULL,
  job_id       bigint NOT NULL REFERENCES etl.etl_job_run,
  published_at timestamptz NOT NULL DEFAULT now(),
  live         boolean NOT NULL,
  source_stamp date,
  etag         text,
  sha256       text,
  row_counts   jsonb NOT NULL,
  search_ready boolean NOT NULL DEFAULT false,
  rolled_back_at timestamptz,
  dropped_at   timestamptz,
  PRIMARY KEY (dataset, version)
);

COMMENT ON COLUMN etl.publication.version IS 'The id of the job that made it; its tables are regpipe.<table>_v<version>';

COMMENT ON COLUMN etl.publication.rolled_back_at IS 'When it was taken back: no later rollback makes it live again';

CREATE UNIQUE INDEX publication_one_live ON etl.publication (dataset) WHERE live;

-- Written when a version's tables hold all they ever will, just before its swap.
CREATE TABLE etl.complete_version (
  dataset      text NOT NULL,
  version      bigint NOT NULL,
  completed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (dataset, version)
);

-- Part of every live view. A transaction in REPEATABLE READ that is older than a version's tables sees the new view and
-- not the rows: it would find an empty or a half-filled register. It is told to begin anew instead. Evaluated once a
-- query, with the query's own snapshot; as its definer, so that whoever may read the view needs no further right.
CREATE FUNCTION regpipe.assert_complete(dataset text, version bigint) RETURNS boolean
  LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog
AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM etl.complete_version c
                  WHERE c.dataset = assert_complete.dataset AND c.version = assert_complete.version) THEN
    RAISE EXCEPTION 'this transaction is older than version % of %, which has been published meanwhile', version, dataset
      USING ERRCODE = 'serialization_failure', HINT = 'Run the transaction again.';
  END IF;
  RETURN true;
END
$$;

-- Every run of two characters: what a substring search of two characters and more can be answered from. A trigram
-- index needs three, and Taiwanese names are often searched by two. A loop, as it builds the index in 0.6 of the time
-- that one query over generate_series takes.
CREATE FUNCTION regpipe.bigrams(value text) RETURNS text[]
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
  pairs text[] := '{}';
BEGIN
  FOR n IN 1 .. greatest(length(value) - 1, 1) LOOP
    pairs[n] := substr(value, n, 2);
  END LOOP;
  RETURN pairs;
END
$$;
