-- Who may use the API. Tokens and session ids are 256 random bits, so a plain SHA-256 of them tells nothing: there is
-- nothing to guess that a slow hash would make slower.
CREATE TABLE etl.api_token (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name         text NOT NULL UNIQUE,
  role         text NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
  digest       bytea NOT NULL UNIQUE CHECK (octet_length(digest) = 32),
  created_at   timestamptz NOT NULL DEFAULT now(),
  created_by   text NOT NULL,
  expires_at   timestamptz,
  last_used_at timestamptz,
  revoked_at   timestamptz
);

COMMENT ON COLUMN etl.api_token.name IS 'Never used twice, also not after a revocation: logs name it';
COMMENT ON COLUMN etl.api_token.digest IS 'SHA-256 of the token, which is shown once and kept nowhere';
COMMENT ON COLUMN etl.api_token.last_used_at IS 'Written at most once a minute';

CREATE TABLE etl.api_session (
  digest            bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
  token_id          bigint REFERENCES etl.api_token ON DELETE CASCADE,
  environment_proof bytea CHECK (octet_length(environment_proof) = 32),
  created_at        timestamptz NOT NULL DEFAULT now(),
  expires_at        timestamptz NOT NULL,
  CHECK ((token_id IS NULL) <> (environment_proof IS NULL))
);

CREATE INDEX api_session_by_token ON etl.api_session (token_id);

COMMENT ON TABLE etl.api_session IS 'Sessions of the console; as rows, so that every gateway knows them';
COMMENT ON COLUMN etl.api_session.digest IS 'SHA-256 of the session id, which only the cookie holds';
COMMENT ON COLUMN etl.api_session.environment_proof IS 'Of a session opened with the environment''s token: HMAC-SHA-256 of the session id under that token''s digest, so that it ends with the token and tells nothing of it';
