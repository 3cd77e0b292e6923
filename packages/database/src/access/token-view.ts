/** The columns of `etl.api_token AS t` that make a `Token`: all that may be shown. */
export const TOKEN_VIEW =
  't.name, t.role, t.created_at, t.created_by, t.expires_at, t.last_used_at, t.revoked_at';

/** True for a row of `etl.api_token AS t` that opens the API now. */
export const TOKEN_IS_ACTIVE = '(t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > now()))';
