-- What happened to each job, to be shown as its timeline. Nothing is decided by it.
CREATE TABLE etl.job_event (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  job_id  bigint NOT NULL REFERENCES etl.etl_job_run ON DELETE CASCADE,
  at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  attempt integer NOT NULL,
  type    text NOT NULL,
  key     text,
  data    jsonb NOT NULL DEFAULT '{}',
  UNIQUE (job_id, attempt, type, key)
);

COMMENT ON COLUMN etl.job_event.at IS 'Of a fact: when it was told, by the clock of who told it';
COMMENT ON COLUMN etl.job_event.key IS 'What tells a fact from others of its type in the attempt: one that is delivered twice stands once. Null where nothing is delivered';

-- By a trigger, as many statements change a job's state and none of them may be missed. As its definer: services that
-- are at work while this is migrated have no right to the table yet.
CREATE FUNCTION etl.note_job_change() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog
AS $$
DECLARE
  was etl.etl_job_run;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    was := OLD;
  END IF;
  IF (was.status, was.attempt, was.repair) IS DISTINCT FROM (NEW.status, NEW.attempt, NEW.repair) THEN
    INSERT INTO etl.job_event (job_id, attempt, type, data)
    VALUES (NEW.id, NEW.attempt, 'status',
            jsonb_build_object('from', was.status, 'to', NEW.status, 'code', NEW.error_code,
                               'message', NEW.error_message, 'repair', NEW.repair));
  -- A job that is cancelled or skipped gives its rows up by that.
  ELSIF was.discarded_at IS NULL AND NEW.discarded_at IS NOT NULL THEN
    INSERT INTO etl.job_event (job_id, attempt, type) VALUES (NEW.id, NEW.attempt, 'discarded');
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER note_job_creation AFTER INSERT ON etl.etl_job_run
  FOR EACH ROW EXECUTE FUNCTION etl.note_job_change();

-- Not on the many updates of counts and heartbeats.
CREATE TRIGGER note_job_change AFTER UPDATE OF status, attempt, repair, discarded_at ON etl.etl_job_run
  FOR EACH ROW EXECUTE FUNCTION etl.note_job_change();

-- A record's text can only be taken apart by who knows its columns: a file may have them in any order.
ALTER TABLE etl.etl_job_run ADD COLUMN source_columns text[];

COMMENT ON COLUMN etl.etl_job_run.source_columns IS 'The header of the source, in its own order; null until it is open';
