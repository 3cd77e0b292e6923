/**
 * Every error that regpipe reports, with the HTTP status it has at the API and one line that says what the
 * operator does next. `docs/errors.md` is this table for reading; a test keeps the two the same.
 */
export const ERROR_CODES = {
  REQUEST_INVALID: {
    status: 422,
    next: 'Correct the fields named in the message and send the request again.',
  },
  UNAUTHORIZED: {
    status: 401,
    next: 'Send "Authorization: Bearer <token>"; the embedded stack keeps its token in <data directory>/api-token, others are made with ./run token add.',
  },
  FORBIDDEN: {
    status: 403,
    next: 'Use a token with the role that the message names; an admin makes one: ./run token add NAME --role operator.',
  },
  CSRF_REFUSED: {
    status: 403,
    next: 'Send the header X-CSRF-Token with the value that GET /api/session gives, from the page of the same origin.',
  },
  HOST_REFUSED: {
    status: 421,
    next: 'Use the address that the gateway listens on, or name this host in REGPIPE_HTTP_ALLOWED_HOSTS.',
  },
  TOO_MANY_REQUESTS: { status: 429, next: 'Wait for the seconds that the header Retry-After names.' },
  GATEWAY_BUSY: { status: 503, next: 'Wait until other streams or downloads have ended, then try again.' },
  TOKEN_EXISTS: { status: 409, next: 'Choose another name: a name is never used twice.' },
  TOKEN_NOT_FOUND: { status: 404, next: 'GET /api/tokens lists the tokens that exist.' },
  NOT_FOUND: { status: 404, next: 'Check the address; GET /openapi.json lists every route.' },
  DATASET_UNKNOWN: { status: 404, next: 'GET /api/datasets lists the data sets that exist.' },
  JOB_NOT_FOUND: { status: 404, next: 'GET /api/jobs lists the jobs that exist.' },
  SCHEDULE_NOT_FOUND: {
    status: 404,
    next: 'See the schedules that exist: ./run schedule list, or GET /api/schedules.',
  },
  RECORD_NOT_FOUND: { status: 404, next: 'Check the key; the live publication holds no such record.' },
  NOT_PUBLISHED: { status: 404, next: 'Run a full job first: ./run etl.' },
  JOB_RUNNING: { status: 409, next: 'Wait for the running job to end, or cancel it: ./run cancel.' },
  TOO_MANY_JOBS: {
    status: 409,
    next: 'Wait for another job to end, or raise REGPIPE_MAX_ACTIVE_JOBS of the tracker.',
  },
  JOB_NOT_RESUMABLE: {
    status: 409,
    next: 'Only failed and interrupted jobs go on; start a new one: ./run etl.',
  },
  JOB_NOT_REDRIVABLE: {
    status: 409,
    next: 'Only a partial job whose version is live can be repaired; start a new one: ./run etl.',
  },
  DEAD_LETTERS_GONE: {
    status: 409,
    next: 'There is nothing left to send again; load the whole source anew: ./run etl --force.',
  },
  JOB_NOT_CANCELLABLE: { status: 409, next: 'Nothing to do: the job has already ended.' },
  TICK_LATE: {
    status: 409,
    next: 'Nothing was run. See which of scheduler, NATS and tracker was away; to run it now: ./run schedule run NAME.',
  },
  TICK_SPENT: { status: 409, next: 'Nothing to do: a tick is run once.' },
  NO_PREVIOUS_VERSION: {
    status: 409,
    next: 'Run a full job to publish a version; there is none to go back to. Where files are merged, load one with the right values.',
  },
  SOURCE_FORBIDDEN: {
    status: 403,
    next: 'Sources are read from allowed places only: use one, or have the setting that the message names changed.',
  },
  SOURCE_UNREACHABLE: { status: 502, next: 'Check the address and the network, then resume the job.' },
  SOURCE_REFUSED: { status: 502, next: 'Open the address yourself; when it answers again, resume the job.' },
  SOURCE_TLS: {
    status: 502,
    next: "Check the certificate, this machine's clock and its CA bundle (NODE_EXTRA_CA_CERTS); verification stays on.",
  },
  SOURCE_STALLED: {
    status: 502,
    next: 'The source stopped sending; resume the job, or raise REGPIPE_SOURCE_TIMEOUT_MS.',
  },
  SOURCE_NOT_FOUND: { status: 422, next: 'Check the path, and that the fetcher runs where the file is.' },
  SOURCE_TRUNCATED: {
    status: 502,
    next: 'The source ended too early or too late; resume the job when it is whole again.',
  },
  SOURCE_CHANGED: {
    status: 409,
    next: 'The source was replaced meanwhile: start a new job instead of resuming.',
  },
  SOURCE_EMPTY: { status: 422, next: 'The source holds no data; check what its publisher serves.' },
  SOURCE_TOO_LARGE: {
    status: 422,
    next: 'Check what the source serves; where its size is right, raise REGPIPE_SOURCE_MAX_BYTES and start a new job.',
  },
  SOURCE_ENCODING: {
    status: 422,
    next: 'Sources must be UTF-8: convert the file, or ask its publisher for a UTF-8 one.',
  },
  ZIP_INVALID: {
    status: 422,
    next: 'The archive must hold exactly one unencrypted CSV member; check the file.',
  },
  GZIP_INVALID: {
    status: 422,
    next: 'The gzip file is damaged or incomplete, or inflates beyond measure; check the file.',
  },
  HEADER_MISMATCH: {
    status: 422,
    next: "The file's columns changed: compare them with the data set's definition.",
  },
  MESSAGE_INVALID: {
    status: 500,
    next: 'Look at the DEAD stream; a foreign or damaged message was put on one of our subjects.',
  },
  COUNT_MISMATCH: {
    status: 500,
    next: 'Nothing was published. Start a new job; if it happens again, report it with the logs.',
  },
  GUARD_ROWS_GONE: {
    status: 409,
    next: 'Look at the source. If it is right, publish it: ./run resume JOB --accept (after a dry run: ./run etl --accept).',
  },
  GUARD_REJECTED: {
    status: 409,
    next: 'Look at ./run errors JOB. If it is right, publish it: ./run resume JOB --accept (after a dry run: ./run etl --accept).',
  },
  PUBLICATION_BLOCKED: {
    status: 503,
    next: 'End the session named in the message, or wait for it; then resume the job.',
  },
  PUBLICATION_FAILED: {
    status: 500,
    next: "Nothing was published. Read the database's message, mend the cause and resume the job.",
  },
  JOB_SUPERSEDED: { status: 409, next: 'A newer job of the data set took over; look at that one.' },
  SOURCE_READ_FAILED: { status: 500, next: "Read the fetcher's log for the cause, then resume the job." },
  VALIDATION_FAILED: {
    status: 409,
    next: 'Nothing was written. Correct the lines that the report lists, and drop the file again.',
  },
  TOLERANCE_EXCEEDED: {
    status: 409,
    next: 'Nothing was written. Look at ./run errors JOB; correct the file or what it refers to, then load it again.',
  },
  CHUNKS_DEAD: {
    status: 409,
    next: 'Nothing was written. See why chunks could not be read (GET /api/dead-chunks?job=JOB), then resume the job: ./run resume JOB.',
  },
  DROP_UNKNOWN: {
    status: 409,
    next: 'Name the file as a data set expects it (docs/drops.md), and drop it again.',
  },
  DROP_NOT_FOUND: { status: 404, next: 'GET /api/drops lists the files that have arrived.' },
  DROP_GONE: {
    status: 409,
    next: 'The file was moved, replaced or deleted before it was read: drop it again.',
  },
  DROP_CANCELLED: {
    status: 409,
    next: 'Nothing was written: somebody has cancelled its job. To load it after all, drop it again under another name.',
  },
  STORE_FORBIDDEN: {
    status: 409,
    next: 'Check the credentials of the intake and the fetcher, and what the policy of the bucket lets them do.',
  },
  STORE_UNAVAILABLE: {
    status: 503,
    next: 'Check that the bucket can be reached (REGPIPE_S3_ENDPOINT), or the directory; the file is tried again.',
  },
  INTAKE_UNAVAILABLE: {
    status: 503,
    next: 'Start the intake, or wait until it is back; then send the event again.',
  },
  COMMANDS_FULL: {
    status: 503,
    next: 'The projector is behind or away: start it, then send the command again after the seconds of Retry-After.',
  },
  PROJECTION_UNKNOWN: { status: 404, next: 'There is one projection: notifications.' },
  PROJECTOR_UNAVAILABLE: { status: 503, next: 'Start the projector, or wait until it is back.' },
  QUERY_UNAVAILABLE: { status: 503, next: 'Start the query service, or wait until it is back.' },
  TRACKER_UNAVAILABLE: { status: 503, next: 'Start the tracker, or wait until it is back.' },
  DATABASE_UNAVAILABLE: { status: 503, next: 'Check that PostgreSQL runs and DATABASE_URL is right.' },
  BUS_UNAVAILABLE: { status: 503, next: 'Check that nats-server runs with JetStream and NATS_URL is right.' },
  SERVER_TLS: {
    status: 503,
    next: "Check the CA file in DATABASE_URL or NATS_URL, the server's certificate and its host name.",
  },
  SCHEMA_OUTDATED: {
    status: 503,
    next: 'Run ./run migrate as the role that owns the control tables, then start the service again.',
  },
  CONFIG_INVALID: { status: 500, next: 'Correct the environment variables named in the message.' },
  STACK_FAILED: { status: 500, next: 'Read the log named in the message.' },
  INTERNAL: { status: 500, next: "Read the service's log; the error is there with its stack." },
} as const satisfies Record<string, { status: number; next: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** The codes of a job that was stopped before its publication, and may be accepted. */
export function isGuardCode(code: string | null): boolean {
  return code === 'GUARD_ROWS_GONE' || code === 'GUARD_REJECTED' || code === 'TOLERANCE_EXCEEDED';
}

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code);
}
