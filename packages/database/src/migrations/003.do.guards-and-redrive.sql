-- A guard stops a publication of which too much is gone or rejected, unless its user has accepted that.
ALTER TABLE etl.etl_job_run ADD COLUMN accepted boolean NOT NULL DEFAULT false;

COMMENT ON COLUMN etl.etl_job_run.accepted IS 'Whether it is published however many rows are gone or rejected';

-- A partial job is repaired by driving its dead letters again. What that brings stays apart from the version, which
-- readers use, until all of it is merged at once; until then it can be given up again.
ALTER TABLE etl.etl_job_run ADD COLUMN repair integer;
ALTER TABLE etl.chunk_ledger ADD COLUMN repair integer;
ALTER TABLE etl.dead_chunk ADD COLUMN repair integer;

COMMENT ON COLUMN etl.etl_job_run.repair IS 'The attempt in which its repair began, while that lasts; it names the tables regpipe.<table>_v<id>_r<repair>';
COMMENT ON COLUMN etl.chunk_ledger.repair IS 'The repair whose tables hold the part until they are merged; null when it is in the version';
COMMENT ON COLUMN etl.dead_chunk.repair IS 'The repair that drives it again; null when it counts as dead';

-- Driven again, a chunk that died in the transformer may die in the loader, as a part of the same number.
ALTER TABLE etl.dead_chunk DROP CONSTRAINT dead_chunk_pkey, ADD PRIMARY KEY (job_id, stage, chunk, part);
