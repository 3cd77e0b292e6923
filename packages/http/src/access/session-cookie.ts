const NAME = 'regpipe_session';
const VALUE = /(?:^|;) *regpipe_session=([\w-]{1,64}) *(?:;|$)/;

/** The session id in a Cookie header. */
export function sessionCookie(header: string | undefined): string | undefined {
  return VALUE.exec(header ?? '')?.[1];
}

/**
 * A Set-Cookie header for a session, or one that removes it. Without a lifetime of its own: it goes with the browser,
 * and the server knows when it ends. `Secure` only over https, as browsers drop such a cookie on plain http.
 */
export function setSessionCookie(sessionId: string | null, isSecure: boolean): string {
  const parts = [`${NAME}=${sessionId ?? ''}`, 'Path=/', 'HttpOnly', 'SameSite=Strict'];
  if (sessionId === null) parts.push('Max-Age=0');
  if (isSecure) parts.push('Secure');
  return parts.join('; ');
}
