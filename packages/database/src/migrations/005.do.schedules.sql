-- What starts jobs by itself. The scheduler reads when schedules are due and ticks; the tracker keeps what came of each tick.
CREATE TABLE etl.schedule (
  name          text PRIMARY KEY,
  dataset       text NOT NULL,
  mode          text NOT NULL CHECK (mode IN ('full', 'dry-run')),
  source        text,
  cron          text,
  every_minutes integer CHECK (every_minutes BETWEEN 1 AND 1440),
  time_zone     text NOT NULL,
  repeats       integer CHECK (repeats > 0),
  ticks         integer NOT NULL DEFAULT 0,
  enabled       boolean NOT NULL,
  counts_from   timestamptz NOT NULL DEFAULT now(),
  created_at    timestamptz NOT NULL DEFAULT now(),
  updated_at    timestamptz NOT NULL DEFAULT now(),
  CHECK ((cron IS NULL) <> (every_minutes IS NULL)),
  CHECK (repeats IS NULL OR ticks <= repeats)
);

COMMENT ON COLUMN etl.schedule.source IS 'As it was given, with its credentials; null for the data set''s own';
COMMENT ON COLUMN etl.schedule.ticks IS 'By the clock, since it was last set; with as many as it repeats it has ended';
COMMENT ON COLUMN etl.schedule.enabled IS 'False while it is paused: the clock does not tick';
COMMENT ON COLUMN etl.schedule.counts_from IS 'When it was set or taken up again: nothing was due before, and every_minutes counts from there';

-- Committed in the transaction that creates the job: a row here is the proof that the tick has had its run.
CREATE TABLE etl.schedule_run (
  schedule  text NOT NULL REFERENCES etl.schedule ON DELETE CASCADE,
  due_at    timestamptz NOT NULL,
  ticked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ticked_by text NOT NULL CHECK (ticked_by IN ('clock', 'hand')),
  outcome   text NOT NULL CHECK (outcome IN ('started', 'skipped')),
  job_id    bigint REFERENCES etl.etl_job_run ON DELETE SET NULL,
  code      text,
  message   text,
  PRIMARY KEY (schedule, due_at),
  CHECK ((outcome = 'skipped') = (code IS NOT NULL))
);

COMMENT ON COLUMN etl.schedule_run.due_at IS 'When it was due; of a tick by hand when that was given';
COMMENT ON COLUMN etl.schedule_run.job_id IS 'The job that it started; of a skipped one the job in its way';
COMMENT ON COLUMN etl.schedule_run.code IS 'Why it was skipped';
