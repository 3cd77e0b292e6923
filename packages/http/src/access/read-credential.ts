import type { IncomingHttpHeaders } from 'node:http';

import type { Credential } from './identity.ts';
import { sessionCookie } from './session-cookie.ts';

/**
 * The bearer token of a request, else the session of its cookie. A request with an Authorization header is judged by
 * that alone: it must not get in by a cookie that a browser has added.
 */
export function readCredential(headers: IncomingHttpHeaders): Credential | undefined {
  if (headers.authorization !== undefined) {
    const token = /^Bearer +(\S+) *$/i.exec(headers.authorization)?.[1];
    return token === undefined ? undefined : { kind: 'token', secret: token };
  }
  const session = sessionCookie(headers.cookie);
  return session === undefined ? undefined : { kind: 'session', secret: session };
}
