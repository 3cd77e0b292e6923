-- What became of push notifications, as their senders record it: the truth of which projections are made. A command that
-- comes again is there already.
CREATE TABLE public.command_record (
  transaction_id     text NOT NULL,
  created_at         bigint NOT NULL,
  user_id            text NOT NULL,
  marketing_id       text,
  ap_id              text,
  notification_title text NOT NULL,
  notification_body  text,
  status             text NOT NULL,
  platform           text NOT NULL,
  device_token       text NOT NULL,
  payload            jsonb NOT NULL,
  error_msg          text,
  recorded_at        timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (transaction_id, created_at)
);

COMMENT ON COLUMN public.command_record.created_at IS 'Milliseconds since 1970, as the sender says';

-- Tables that are made of the commands, by generation: a rebuild fills the next one while queries read the live one. The
-- projector makes the tables themselves, as they are its own.
CREATE TABLE etl.projection (
  name             text PRIMARY KEY,
  generation       integer NOT NULL,
  building         integer,
  built_to         text,
  built_commands   bigint NOT NULL DEFAULT 0,
  build_started_at timestamptz,
  rebuilt_at       timestamptz
);

COMMENT ON COLUMN etl.projection.generation IS 'Of the tables that queries read';
COMMENT ON COLUMN etl.projection.building IS 'Of the tables that a rebuild fills, and every batch of commands besides';
COMMENT ON COLUMN etl.projection.built_to IS 'The last transaction_id that the rebuild has read: from behind it, it goes on after a crash';
